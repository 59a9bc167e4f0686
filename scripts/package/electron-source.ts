import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StackyardError } from '../../services/contract/errors.ts';
import { prepareElectron, preparedElectronVersion } from '../setup/electron.ts';
import { projectRoot } from '../setup/stackyard.ts';

/** The Electron that a package is made of. */
export interface ElectronSource {
  readonly version: string;
  /** An unpacked Electron; else electron-builder downloads its release. */
  readonly folder?: string;
  /** Not Electron's own release: what is made of it must not be given to anybody. */
  readonly verificationOnly: boolean;
}

/** The release that the app is made for. */
export const wantedElectron = (JSON.parse(readFileSync(join(projectRoot, 'node_modules', 'electron', 'package.json'), 'utf8')) as { version: string }).version;

/**
 * The unpacked Electron of STACKYARD_ELECTRON_DIST; else a download where that is asked for; else the one for verification.
 * @throws StackyardError NOT_FOUND where the folder holds no Electron, or none can be prepared.
 */
export async function electronSource({ download, say }: { readonly download: boolean; readonly say: (message: string) => void }): Promise<ElectronSource> {
  const given = process.env['STACKYARD_ELECTRON_DIST'];
  if (given !== undefined && given !== '') {
    const folder = resolve(given);
    return { folder, version: versionOf(folder), verificationOnly: false };
  }
  if (download) return { version: wantedElectron, verificationOnly: false };
  return { folder: await prepareElectron(say), version: preparedElectronVersion, verificationOnly: true };
}

/** Electron's releases carry a file that says which one it is. */
function versionOf(folder: string): string {
  const file = join(folder, 'version');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : '';
  if (!/^\d+\.\d+\.\d+/.test(version)) {
    throw new StackyardError('NOT_FOUND', `STACKYARD_ELECTRON_DIST (${folder}) is not an unpacked Electron: it has no file "version" that says which one.`, { hint: `Unpack the archive of Electron ${wantedElectron} for this platform there.` });
  }
  return version;
}

/** A copy without what an Electron runs when it is given no app: electron-builder takes the folder as it is, and changes its binary. */
export function withoutDefaultApp(folder: string, copy: string): string {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const resources = join(folder, 'resources');
  const left = new Set([join(resources, 'app'), join(resources, 'default_app.asar')]);
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true, filter: (source) => !left.has(source) });
  mkdirSync(join(copy, 'resources'), { recursive: true });
  return copy;
}
