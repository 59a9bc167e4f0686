import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

const apt = (...args: readonly string[]) => run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-y', '-qq', '--no-install-recommends', ...args], { env: environment, maxBuffer: 2 ** 26 });

/** One field of a package's control file. */
export async function fieldOf(deb: string, field: string): Promise<string> {
  const { stdout } = await run('dpkg-deb', ['--field', deb, field]);
  return stdout.trim();
}

/** What the package needs and is not there yet, installed before it, so that what it leaves can be told from what they leave. */
export async function installNeeds(deb: string): Promise<void> {
  await apt('satisfy', await fieldOf(deb, 'Depends'));
}

export async function installDeb(deb: string): Promise<void> {
  await apt('install', deb);
}

export async function purge(name: string): Promise<void> {
  await apt('purge', name);
}

/** `ii` while it is installed; undefined where the system does not know the package. */
export async function stateOf(name: string): Promise<string | undefined> {
  const { stdout } = await run('dpkg-query', ['--show', '--showformat', '${db:Status-Abbrev}', name]).catch(() => ({ stdout: '' }));
  return stdout.trim() === '' ? undefined : stdout.trim();
}

/** Lines about installed files that are not as packed; empty when all are. */
export async function changedFiles(name: string): Promise<string> {
  const { stdout } = await run('dpkg', ['--verify', name]).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  return stdout.trim();
}
