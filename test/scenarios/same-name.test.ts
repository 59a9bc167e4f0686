import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore } from '../../services/shells/connect/shell-connection.ts';
import { openStore } from '../../services/store/index.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { stackyard } from './cli-support.ts';

/** Two folders whose stack files have one name, of host processes alone: they have no labels, and neither may take what the other runs. */
const name = `h6-same-${randomBytes(3).toString('hex')}`;
const scratch = await scratchDirectory();
const environment = { STACKYARD_HOME: scratch.file('home') };
const run = (folder: string, ...words: readonly string[]) => stackyard(words, { directory: scratch.file(folder), environment });
const running = async (): Promise<string> => (await run('one', 'status', '--json')).stdout;

/** What is kept up: a refusal must not take that from the other either. */
async function wanted(): Promise<readonly (readonly [string, boolean])[]> {
  await using store = await openStore(scratch.file('home'));
  return [...(await store.wanted.read(name))];
}

beforeAll(async () => {
  for (const folder of ['one', 'two']) {
    mkdirSync(scratch.file(folder));
    writeFileSync(scratch.file(`${folder}/stackyard.yaml`), `name: ${name}\nservices:\n  work: { run: "echo hard at it; sleep 1000" }\n`);
  }
  const { code, stderr } = await run('one', 'up');
  if (code !== 0) throw new Error(stderr);
});
afterAll(async () => {
  for (const folder of ['one', 'two']) await run(folder, 'down');
  await scratch[Symbol.asyncDispose]();
});

it.each(['up', 'plan', 'restart', 'down'])('%s of the other folder is refused, and names the file that runs', async (verb) => {
  const before = [await running(), await wanted()];
  const { code, stderr } = await run('two', verb);
  expect(stderr).toContain(`A stack named ${name} already runs from ${scratch.file('one/stackyard.yaml')}.`);
  expect(code).toBe(4);
  expect([await running(), await wanted()]).toEqual(before);
});

it('the other folder shows nothing of it, and says where it runs', async () => {
  const { stdout, stderr } = await run('two', 'status');
  expect(stdout).toMatch(/work +stopped/);
  expect(stderr).toContain(`warning: A stack named ${name} already runs from ${scratch.file('one/stackyard.yaml')}.`);
  expect((await run('two', 'logs')).stdout).toBe('');
  expect((await run('one', 'logs')).stdout).toContain('hard at it');
});

it('a core that the app started tells a name that is no service as that', async () => {
  const core = await shareCore({ ...process.env, ...environment });
  await core.start();
  const { client, socket } = await attachToCore(core);
  const { code, stderr } = await run('one', 'images', 'pull', 'nosuch');
  expect([code, stderr]).toEqual([2, expect.stringContaining('There is no service named nosuch in this stack')]);
  await client.core.shutdown({ now: true });
  socket.close();
  await expect.poll(() => core.isThere()).toBe(false);
});

it('once the one is down the other has the name', async () => {
  expect(await run('one', 'down')).toMatchObject({ code: 0 });
  expect(await run('two', 'up')).toMatchObject({ code: 0 });
  expect(await run('two', 'down')).toMatchObject({ code: 0 });
});
