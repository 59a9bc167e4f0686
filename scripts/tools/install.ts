import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Tool } from './versions.ts';

const execute = promisify(execFile);

/** `made` becomes `folder` when all is done. A tool that cannot be moved is made in `folder` at once. */
type Places = { readonly made: string; readonly folder: string };

/** Runs behind everything else on the machine. The reason of a failure is the last line that the program said. */
export async function run(program: string, words: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}): Promise<string> {
  try {
    const { stdout } = await execute('nice', ['-n', '10', program, ...words], { cwd: options.cwd ?? tmpdir(), env: { ...process.env, ...options.env }, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { readonly stderr?: string; readonly stdout?: string };
    const last = `${stdout}\n${stderr}`.trim().split('\n').at(-1) ?? '';
    throw new Error(last === '' ? String(error) : `${program} ${words.slice(0, 2).join(' ')}: ${last}`, { cause: error });
  }
}

/** One package at a time, so that tests can run beside it. */
export async function installGo({ package: path, version, name }: Tool, { made }: Places): Promise<void> {
  const bin = join(made, 'bin');
  await mkdir(bin, { recursive: true });
  await run('go', ['install', '-p', '1', '-trimpath', '-ldflags', '-s -w', `${path}@${version}`], { env: { GOBIN: bin, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' } });
  // A module of a higher major version installs under its own name all the same; one that did not is told.
  await run('test', ['-x', join(bin, name)]);
}

/** A virtual environment knows its own path, so it is made where it stays. */
export async function installPip({ package: path, version }: Tool, { folder }: Places): Promise<void> {
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `${path}==${version}`]);
}

export async function installNpm({ package: path, version, name }: Tool, { made }: Places): Promise<void> {
  await mkdir(join(made, 'bin'), { recursive: true });
  await run('npm', ['install', '--prefix', made, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', `${path}@${version}`]);
  await symlink(join('..', 'node_modules', '.bin', name), join(made, 'bin', name));
}
