import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildDesktop } from './desktop.ts';
import { projectRoot } from './stackyard.ts';

export type DesktopPlace = { readonly program: string; readonly args: readonly string[] } | { readonly missing: string };

interface Place {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Where npm's `electron` keeps the one that it downloaded, when it has. */
  readonly downloaded: string;
}

/** From here on Electron's Node loads better-sqlite3, so that the app can be the core itself. */
const firstWithStore = 42;

/** The Electron that can show the app here and how it is started, or why there is none, in the words for a person. */
export function desktopPlace({ environment, platform, isRoot, downloaded }: Place): DesktopPlace {
  const program = environment['STACKYARD_ELECTRON'] ?? (existsSync(downloaded) ? downloaded : undefined);
  if (platform === 'linux' && (environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? '') === '') return { missing: 'there is no display' };
  if (program === undefined) return { missing: 'there is no Electron (npx install-electron fetches it, or STACKYARD_ELECTRON names its program)' };
  if (!existsSync(program)) return { missing: `STACKYARD_ELECTRON names ${program}, which is not there` };
  if (platform === 'linux' && isRoot) return { missing: 'Chromium keeps no sandbox for root' };
  const version = join(dirname(program), 'version');
  const isNew = existsSync(version) && Number.parseInt(readFileSync(version, 'utf8'), 10) >= firstWithStore;
  return { program, args: isNew ? [] : ['--attach'] };
}

/** The desktop app on a stack, as a process of its own. Gives the reason where it cannot be had. */
export async function openDesktop(stackFile: string | undefined): Promise<string | undefined> {
  const place = desktopPlace({ environment: process.env, platform: process.platform, isRoot: process.getuid?.() === 0, downloaded: join(projectRoot, 'node_modules', 'electron', 'dist', process.platform === 'win32' ? 'electron.exe' : 'electron') });
  if ('missing' in place) return place.missing;
  await buildDesktop();
  const child = spawn(place.program, [projectRoot, ...place.args, ...(stackFile === undefined ? [] : [`--stack=${stackFile}`])], { detached: true, stdio: 'ignore', env: { ...process.env, STACKYARD_NODE: process.execPath } });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${place.program} could not be started: ${error.message}`));
    child.once('spawn', () => {
      child.unref();
      resolve(undefined);
    });
  });
}
