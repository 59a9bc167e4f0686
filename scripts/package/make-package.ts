import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { StackyardError } from '../../services/contract/errors.ts';
import { buildDesktop } from '../setup/desktop.ts';
import { buildPages } from '../setup/pages.ts';
import { projectRoot } from '../setup/stackyard.ts';
import { electronSource, wantedElectron, withoutDefaultApp } from './electron-source.ts';
import { packagingTools } from './tools.ts';

export interface PackageRequest {
  /** electron-builder's names: dir, tar.gz, deb, AppImage, rpm; nsis; dmg, zip. None: what this machine can make without a download. */
  readonly targets: readonly string[];
  readonly download: boolean;
  /** Can be driven by tests (the fuse of Node's inspector is on), and is packed for speed rather than size. */
  readonly drivable: boolean;
  readonly say: (message: string) => void;
}

export interface MadePackage {
  readonly folder: string;
  /** Absolute paths, of installers and archives. */
  readonly files: readonly string[];
  readonly electronVersion: string;
}

const withoutDownload = ['dir', 'tar.gz', 'deb'];
const platformOption = { linux: '--linux', win32: '--win', darwin: '--mac' } as const;

/**
 * Builds pages and processes of the app and packs them with electron-builder.
 * @throws StackyardError NOT_FOUND where a tool or an Electron is missing, INTERNAL where electron-builder fails (its words are on standard error).
 */
export async function makePackage({ targets, download, drivable, say }: PackageRequest): Promise<MadePackage> {
  const electron = await electronSource({ download, say });
  const tools = await packagingTools(say);
  await buildPages();
  await buildDesktop();
  const flavour = drivable || electron.verificationOnly ? 'package-for-verification' : 'package';
  const folder = join(projectRoot, 'out', flavour);
  rmSync(folder, { recursive: true, force: true });
  const chosen = targets.length > 0 ? targets : process.platform === 'linux' ? withoutDownload : [];
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  const settings = join(projectRoot, 'out', `electron-builder-of-${flavour}.json`);
  const { electronFuses, deb, directories, ...rest } = parse(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8')) as Record<string, Readonly<Record<string, unknown>>>;
  writeFileSync(
    settings,
    JSON.stringify({
      ...rest,
      directories: { ...directories, output: `out/${flavour}` },
      electronVersion: electron.version,
      ...(electron.folder === undefined ? {} : { electronDist: withoutDefaultApp(electron.folder, join(projectRoot, 'out', 'electron-dist')) }),
      electronFuses: { ...electronFuses, ...(drivable ? { enableNodeCliInspectArguments: true } : {}) },
      deb: { ...deb, ...(drivable ? { compression: 'gz' } : {}) },
      publish: publishTo(process.env['STACKYARD_UPDATE_URL']),
    }),
  );
  const platform = platformOption[process.platform as keyof typeof platformOption];
  say(`packing ${chosen.join(', ')} on Electron ${electron.version} …`);
  await electronBuilder([platform, ...chosen, '--publish', 'never', '--config', settings], tools);
  if (electron.verificationOnly) say(notForAnybody(electron.version));
  else if (electron.version !== wantedElectron) say(`WARNING: packed on Electron ${electron.version}; the app is made for ${wantedElectron}.`);
  return { folder, files: globSync('*.{deb,rpm,gz,AppImage,exe,dmg,zip}', { cwd: folder }).map((file) => join(folder, file)), electronVersion: electron.version };
}

/** Where the app asks for updates, and what its release is uploaded to; without an address it never asks. */
const publishTo = (address: string | undefined) => (address === undefined || address === '' ? null : { provider: 'generic', url: address });

function notForAnybody(version: string): string {
  const lines = [
    `FOR VERIFICATION ONLY. These packages hold Electron ${version}, which is old and from an unofficial source.`,
    'Do not give them to anybody. For packages to give away:',
    `  STACKYARD_ELECTRON_DIST=FOLDER npm run package   (an unpacked Electron ${wantedElectron})`,
    "  npm run package -- --download                    (from Electron's releases)",
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const rule = '─'.repeat(width + 2);
  return `\n  ┌${rule}┐\n${lines.map((line) => `  │ ${line.padEnd(width)} │\n`).join('')}  └${rule}┘`;
}

async function electronBuilder(args: readonly string[], tools: Readonly<Record<string, string>>): Promise<void> {
  const program = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
  const child = spawn(process.execPath, [program, ...args], { cwd: projectRoot, stdio: ['ignore', 2, 2], env: { ...process.env, ...tools } });
  const code = await new Promise<number>((resolve, reject) => child.once('error', reject).once('exit', (exitCode) => resolve(exitCode ?? 1)));
  if (code !== 0) throw new StackyardError('INTERNAL', `electron-builder failed with exit code ${code}; its words are above.`, { hint: 'Targets other than dir, tar.gz and deb need tools that are downloaded: see docs/packaging.md.' });
}
