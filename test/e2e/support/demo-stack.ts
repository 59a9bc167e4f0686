import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { shareCore } from '../../../services/core/index.ts';
import { attachToCore } from '../../../services/shells/connect/shell-connection.ts';
import { pictureFolder, pictureHome } from './pictures.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');

export const stackName = pictureFolder === undefined ? 'shop-e2e' : 'webshop';
export const edgeAddress = 'http://127.0.0.1:18089';

/** Where the run's stack and state are; the tests read it from the environment. */
export interface RunFolders {
  /** Everything of this run is below it. */
  readonly base: string;
  readonly home: string;
  readonly project: string;
}

export function runFolders(): RunFolders {
  const folder = process.env['STACKYARD_E2E'];
  if (folder === undefined) throw new Error('the demo stack of this run is not there: its set-up sets STACKYARD_E2E');
  return pictureFolder === undefined ? { base: folder, home: join(folder, 'home'), project: join(folder, 'demo') } : { base: folder, home: join(folder, '.local', 'state', 'stackyard'), project: join(folder, 'code', 'webshop') };
}

/** `stackyard` as a person runs it, on the run's own state. Rejects with its words when it fails. */
export async function stackyard(...words: readonly string[]): Promise<string> {
  const { home, project } = runFolders();
  const { stdout } = await execute(process.execPath, [join(root, 'bin', 'stackyard.js'), ...words], { cwd: project, maxBuffer: 2 ** 26, env: { ...process.env, STACKYARD_HOME: home, SHOP_PORT: '18089' } });
  return stdout;
}

/** Ends the core of this run and waits for its process: it writes into its folder to the last. */
async function endCore(): Promise<void> {
  const core = await shareCore({ ...process.env, STACKYARD_HOME: runFolders().home });
  if (!(await core.isThere())) return;
  const { client, socket } = await attachToCore(core);
  const { pid } = await client.core.info({});
  await client.core.shutdown({ now: true });
  socket.close();
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A copy of the demo under another name, beside one that may run already, with the app in front of it. Torn down with its volumes. */
export async function startDemo(): Promise<() => Promise<void>> {
  const folder = pictureFolder === undefined ? mkdtempSync(join(tmpdir(), 'stackyard-e2e-')) : pictureHome();
  process.env['STACKYARD_E2E'] = folder;
  const { project } = runFolders();
  cpSync(join(root, 'resources', 'demo'), project, { recursive: true, filter: (source) => !source.includes('node_modules') });
  const file = join(project, 'stackyard.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: shop$/m, `name: ${stackName}`));
  const end = async (): Promise<void> => {
    await stackyard('ui', '--stop');
    await stackyard('down');
    const { volumes } = JSON.parse(await stackyard('volumes', '--json')) as { readonly volumes: readonly { readonly name: string }[] };
    for (const { name } of volumes) await stackyard('volumes', 'remove', name, '--confirm', name);
    await endCore();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await stackyard('up');
    await stackyard('ui', '--background', '--json');
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
