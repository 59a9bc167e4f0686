import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const composeVersion = 'v5.5.1';
const moduleName = 'github.com/docker/compose/v5';

/** The program, built from its Go module on first use (minutes) into the user's cache folder. Rejects where Go is missing. */
export async function provideCompose(say: (message: string) => void): Promise<string> {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'stackyard-tools');
  const program = join(folder, `docker-compose-${composeVersion}`);
  if ((await stat(program).catch(() => undefined)) !== undefined) return program;
  say(`building docker compose ${composeVersion} from its Go module into ${folder}; this takes minutes …`);
  await mkdir(folder, { recursive: true });
  await build(program);
  return program;
}

async function build(program: string): Promise<void> {
  const source = await mkdtemp(join(tmpdir(), 'stackyard-compose-'));
  try {
    const { stdout } = await run('go', ['mod', 'download', '-json', `${moduleName}@${composeVersion}`], { cwd: tmpdir(), maxBuffer: 2 ** 24 });
    const { Dir: directory } = JSON.parse(stdout) as { readonly Dir: string };
    // The module cache is read-only, and what it vendors is not complete.
    await cp(directory, source, { recursive: true });
    await run('chmod', ['-R', 'u+w', source]);
    await rm(join(source, 'vendor'), { recursive: true, force: true });
    const made = `${program}.${process.pid}`;
    const flags = `-s -w -X ${moduleName}/internal.Version=${composeVersion}`;
    await run('nice', ['-n', '10', 'go', 'build', '-trimpath', '-ldflags', flags, '-o', made, './cmd'], { cwd: source, env: { ...process.env, CGO_ENABLED: '0' }, maxBuffer: 2 ** 26 });
    await chmod(made, 0o755);
    await rename(made, program);
  } catch (error) {
    throw new Error(`docker compose ${composeVersion} cannot be built (is Go installed?): ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await rm(source, { recursive: true, force: true });
  }
}
