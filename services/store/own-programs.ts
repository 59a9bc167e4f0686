import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

declare const STACKYARD_BUNDLE: string | undefined;

/** Programs that this one starts: entries of scripts/build.ts. */
export type OwnProgram = 'core' | 'keeper' | 'backup-worker';

/** The file of a program: what the build made of it where this is the build, else its source. */
export function programFile(name: OwnProgram, source: URL): string {
  return typeof STACKYARD_BUNDLE === 'string' ? join(STACKYARD_BUNDLE, `${name}.js`) : fileURLToPath(source);
}

/** The archive of a packaged desktop app. */
const archive = 'app.asar';
const isPackaged = (file: string): boolean => file.split(/[\\/]/).includes(archive);

/** Where compose-templates and resources are: in the project, and beside the archive that holds the project in a packaged app. */
export function resourcesDirectoryOf(project: string): string {
  return basename(project) === archive ? dirname(project) : project;
}

export interface Runtime {
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  readonly versions: { readonly electron?: string | undefined };
  /** Of Electron only. */
  readonly resourcesPath?: string | undefined;
}

/** The flag that tells the desktop app to be one of its programs instead; the program's own words follow `--`. */
export const programFlag = '--stackyard-program=';

/**
 * Program and arguments that run a file in a process of its own. The packaged desktop app is no Node for others, so there the app is started again and told
 * what to be, without a display.
 */
export function commandOf(name: OwnProgram, file: string, { words, runtime = process }: { readonly words: readonly string[]; readonly runtime?: Runtime }): readonly [string, readonly string[]] {
  if (!isPackaged(file) || runtime.versions.electron === undefined) return [runtime.execPath, [file, ...words]];
  const headless = runtime.platform === 'linux' ? ['--ozone-platform=headless'] : [];
  return [desktopProgram(runtime), [...headless, `${programFlag}${name}`, '--', ...words]];
}

/** On macOS the processes of an app run helpers, which cannot be started alone. */
function desktopProgram({ execPath, platform, resourcesPath }: Omit<Runtime, 'versions'>): string {
  if (platform !== 'darwin' || resourcesPath === undefined) return execPath;
  return join(dirname(resourcesPath), 'MacOS', 'Stackyard');
}

/** What a start of the desktop app is told to be, if anything, and that program's words. */
export function programAsked(argv: readonly string[]): { readonly name: string; readonly words: readonly string[] } | undefined {
  const end = argv.indexOf('--');
  const asked = argv.slice(0, end === -1 ? undefined : end).find((word) => word.startsWith(programFlag));
  return asked === undefined ? undefined : { name: asked.slice(programFlag.length), words: end === -1 ? [] : argv.slice(end + 1) };
}
