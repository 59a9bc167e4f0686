import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StackyardError } from '../../services/contract/errors.ts';
import { aptInstall, aptUpdate, isDebianLike } from './apt.ts';

const execute = promisify(execFile);

/** What a window under Xvfb needs, and the Debian package that has it. */
const programs: Readonly<Record<string, string>> = { unzip: 'unzip', Xvfb: 'xvfb', xauth: 'xauth', 'xvfb-run': 'xvfb' };
const libraries: Readonly<Record<string, string>> = {
  'libnss3.so': 'libnss3',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgbm.so.1': 'libgbm1',
  'libasound.so.2': 'libasound2',
  'libXss.so.1': 'libxss1',
  'libXtst.so.6': 'libxtst6',
  'libsecret-1.so.0': 'libsecret-1-0',
  'libnotify.so.4': 'libnotify4',
  'libdrm.so.2': 'libdrm2',
};

const isProgram = (name: string): boolean => (process.env['PATH'] ?? '').split(':').concat('/usr/bin').some((folder) => existsSync(join(folder, name)));

/** Names of Debian packages, without those that are there. */
async function missingPackages(): Promise<string[]> {
  const { stdout } = await execute('/sbin/ldconfig', ['-p']);
  const known = new Set(stdout.split('\n').map((line) => line.trim().split(' ')[0]));
  const missing = [...Object.keys(programs).filter((name) => !isProgram(name)).map((name) => programs[name]), ...Object.keys(libraries).filter((name) => !known.has(name)).map((name) => libraries[name])];
  return [...new Set(missing.filter((name) => name !== undefined))];
}

/** Distributions that moved to 64-bit time renamed some libraries; their old names are only virtual there. */
async function realName(name: string): Promise<string> {
  const { stdout } = await execute('apt-cache', ['madison', name]);
  return stdout.trim() === '' ? `${name}t64` : name;
}

/**
 * The programs and libraries that Electron needs under Xvfb: there, or, as root on Debian or Ubuntu, installed.
 * @throws StackyardError NOT_FOUND with what is missing, where they cannot be installed.
 */
export async function ensureElectronSystem(say: (message: string) => void): Promise<void> {
  const missing = await missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !isDebianLike()) {
    throw new StackyardError('NOT_FOUND', `Electron under Xvfb needs what is not installed here: ${missing.join(', ')} (Debian's names).`, { hint: 'Install them, or run this as root on Debian or Ubuntu.' });
  }
  say(`installing what Electron needs from the distribution (apt-get install ${missing.join(' ')}) …`);
  // Lists that were never fetched would make every name look virtual.
  await aptUpdate();
  await aptInstall(await Promise.all(missing.map(realName)));
  const left = await missingPackages();
  if (left.length > 0) throw new StackyardError('NOT_FOUND', `Electron still lacks ${left.join(', ')} after apt-get install.`, { hint: 'Look at `apt-get install` of these by hand.' });
}

/** @throws StackyardError NOT_FOUND with the libraries that a program needs and the loader does not find. */
export async function expectLinked(program: string): Promise<void> {
  const { stdout } = await execute('ldd', [program]);
  const missing = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  if (missing.length > 0) throw new StackyardError('NOT_FOUND', `${program} needs libraries that are not here: ${missing.join(', ')}.`, { hint: 'Install the packages of the distribution that hold them.' });
}
