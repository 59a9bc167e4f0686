import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export function isDebianLike(): boolean {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Fetches the lists of packages. */
export async function aptUpdate(): Promise<void> {
  await aptGet(['update', '-qq']);
}

/** Installs packages of the distribution, after fetching its lists. Another installation that runs is waited for. */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  await aptUpdate();
  await aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

async function aptGet(args: readonly string[]): Promise<void> {
  await execute('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 2 ** 26 });
}
