import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { labels } from '../../services/engine/index.ts';
import type { ImageView, Status, VolumeView } from '../../services/contract/results.ts';
import { runCommand, type Command } from '../measure/command.ts';
import { anonymousVolumes, removeVolumes } from './engine-api.ts';

const root = join(import.meta.dirname, '..', '..');
const name = 'stackyard-bench';

/** The demo with one more service, so ten, under a name and state of its own. Removed with its volumes at the end. */
export interface BenchStack extends AsyncDisposable {
  readonly file: string;
  readonly stateDirectory: string;
  /** The command line as `bin.stackyard` runs it, on this Node. */
  command(...words: readonly string[]): Command;
  down(): Promise<void>;
  status(): Promise<Status>;
  /** Service → image that it runs. */
  images(): Promise<Readonly<Record<string, string>>>;
}

/** Writes the stack and starts it a first time. */
export async function openBenchStack(say: (message: string) => void): Promise<BenchStack> {
  // One place for good: a run that was killed left its stack there, and this one goes on with it.
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'stackyard-bench');
  const file = join(folder, 'stack', 'stackyard.yaml');
  await cp(join(root, 'resources', 'demo'), join(folder, 'stack'), { recursive: true, filter: (path) => !path.includes('node_modules') });
  const demo = await readFile(file, 'utf8');
  await writeFile(file, `${demo.replace(/^name: .*$/m, `name: ${name}`)}\n  limits: { template: redis }\n`);
  const environment = { STACKYARD_HOME: join(folder, 'state'), SHOP_PORT: String(await freePort()), NO_COLOR: '1' };
  const command: BenchStack['command'] = (...words) => ({ program: process.execPath, words: [join(root, 'bin', 'stackyard.js'), ...words], directory: join(folder, 'stack'), environment });
  const json = async (...words: readonly string[]): Promise<unknown> => JSON.parse((await runCommand(command(...words, '--json'))).output);
  const anonymous = new Set<string>();
  const down = async (): Promise<void> => {
    for (const volume of await anonymousVolumes({ label: [`${labels.stack}=${name}`] })) anonymous.add(volume);
    await runCommand(command('down'));
  };
  say('starting the bench stack once, which provides its images …');
  await runCommand(command('up'));
  return {
    file,
    stateDirectory: environment.STACKYARD_HOME,
    command,
    down,
    status: async () => (await json('status')) as Status,
    async images() {
      const { images } = (await json('images')) as { readonly images: readonly ImageView[] };
      return Object.fromEntries(images.map(({ service, used, wanted }) => [service, used ?? wanted]));
    },
    async [Symbol.asyncDispose]() {
      await down();
      const { volumes } = (await json('volumes')) as { readonly volumes: readonly VolumeView[] };
      for (const volume of volumes) await runCommand(command('volumes', 'remove', volume.name, '--confirm', volume.name));
      await removeVolumes(anonymous);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** For the edge, whose port the demo fixes: another stack may be on it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
