import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { StackyardError } from '../../services/contract/errors.ts';
import { aptInstall, isDebianLike } from '../setup/apt.ts';

const onPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** A program and the Debian package that has it. */
const programs = { '7za': 'p7zip-full', 'dpkg-deb': 'dpkg', xz: 'xz-utils' } as const;

/**
 * Variables that let electron-builder make tar.gz and deb packages on Linux without a download: each of its own tools that is not
 * named by the environment already is replaced by one of the distribution, or of ours.
 * @throws StackyardError NOT_FOUND with the programs that are missing and cannot be installed.
 */
export async function packagingTools(say: (message: string) => void): Promise<Readonly<Record<string, string>>> {
  if (process.platform !== 'linux') return {};
  const missing = Object.entries(programs).flatMap(([program, debian]) => (onPath(program) === undefined ? [debian] : []));
  if (missing.length > 0) {
    if (process.getuid?.() !== 0 || !isDebianLike()) {
      throw new StackyardError('NOT_FOUND', `Packaging needs what is not installed here: ${missing.join(', ')} (Debian's names).`, { hint: 'Install them, or run this as root on Debian or Ubuntu.' });
    }
    say(`installing what packaging needs from the distribution (apt-get install ${missing.join(' ')}) …`);
    await aptInstall(missing);
  }
  const own = {
    ELECTRON_BUILDER_7ZIP_PATH: onPath('7za') ?? '',
    CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm-deb.ts'),
    // The highest level takes minutes for a few percent.
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '6',
  };
  const isNamed = (name: string): boolean => process.env[name] !== undefined || (name === 'CUSTOM_FPM_PATH' && process.env['USE_SYSTEM_FPM'] === 'true');
  // Its first line asks the path for the Node that runs TypeScript: this one.
  return { ...Object.fromEntries(Object.entries(own).filter(([name]) => !isNamed(name))), PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
}
