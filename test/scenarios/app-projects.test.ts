import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { CoreClient } from '../../services/contract/client.ts';
import type { CoreConnection } from '../../services/contract/connect/web-socket.ts';
import type { NewStack } from '../../services/contract/views/project-view.ts';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore, type ReachableCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';

/** A stack made by the app, from nothing to gone, over the core's own socket on the real engine. */
const stack = `app-new-${randomBytes(3).toString('hex')}`;
const execute = promisify(execFile);
const scratch = await scratchDirectory();
const file = join(scratch.path, stack, 'stackyard.yaml');
const wanted: NewStack = { folder: join('~', stack), name: stack, source: { kind: 'templates', services: [{ name: 'cache', template: 'redis' }] } };
let core: ReachableCore;
let connection: CoreConnection;
let client: CoreClient;

beforeAll(async () => {
  mkdirSync(scratch.file('home'));
  core = await shareCore({ ...process.env, HOME: scratch.path, STACKYARD_HOME: scratch.file('home') });
  connection = await attachToCore(core);
  ({ client } = connection);
});
afterAll(async () => {
  await client.core.shutdown({ now: true });
  connection.socket.close();
  while (await core.isThere()) await delay(20);
  await scratch[Symbol.asyncDispose]();
});

const stateOf = async (): Promise<string | undefined> => (await client.stacks.status({ file })).services.find(({ name }) => name === 'cache')?.state;
const failure = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'it should have failed', (error: unknown) => failureOf(error));

async function run(verb: 'up' | 'down'): Promise<void> {
  const { id } = await client.jobs.start({ file, verb });
  for await (const { end } of await client.jobs.follow({ id })) if (end !== undefined) expect(end).toEqual({ state: 'done' });
}

describe('a stack from templates', () => {
  it('is previewed with its plan, is made as previewed, and is known to every shell from then on', async () => {
    const preview = await client.projects.preview(wanted);
    expect(preview).toMatchObject({ file, makesFolder: true, problems: [], warnings: [], inTheWay: [] });
    expect(preview.plan?.steps.map(({ service }) => service)).toContain('cache');
    expect(await client.projects.browse({})).toMatchObject({ state: 'read', folder: scratch.path, folders: [{ name: 'home' }] });
    expect(await client.projects.create({ ...wanted, hash: preview.hash })).toMatchObject({ file, name: stack, directory: join(scratch.path, stack) });
    expect(readFileSync(file, 'utf8')).toBe(preview.text);
    expect(await client.projects.list({})).toMatchObject([{ file, name: stack, isPresent: true }]);
    expect(await client.stacks.list({})).toMatchObject([{ file }]);
    expect(await failure(client.projects.create({ ...wanted, hash: preview.hash }))).toMatchObject({ code: 'CONFLICT' });
  });

  it('starts as the plan said', async () => {
    await run('up');
    expect(await stateOf()).toBe('ready');
    expect((await client.stacks.plan({ file })).steps).toEqual([]);
  });

  it('is healed unless the user does not want that, and again when he does', async () => {
    expect(await client.settings.change({ heal: false })).toMatchObject({ heal: false });
    await execute('docker', ['kill', `${stack}-cache-1`]);
    await expect.poll(stateOf, { timeout: 10_000 }).not.toBe('ready');
    // Longer than the pause before what is stopped from outside is started again.
    await delay(4_000);
    expect(await stateOf()).not.toBe('ready');
    await client.settings.change({ heal: true });
    await expect.poll(stateOf, { timeout: 15_000 }).toBe('ready');
  });

  it('is in a report only as a number; the report holds no secret and no home', async () => {
    const { value } = await client.services.reveal({ file, service: 'cache', of: 'host', name: 'CACHE_PASSWORD' });
    const { text } = await client.settings.report({});
    expect(text).toContain('Stacks 1 followed; services: 1 ready');
    for (const word of [value, stack, scratch.path]) expect(text).not.toContain(word);
    expect(await client.settings.installation({})).toMatchObject({ stateDirectory: scratch.file('home'), directoryMode: '0700', secrets: { files: 1, exposed: [] } });
  });

  it('goes down; forgetting it touches neither file nor volume', async () => {
    await run('down');
    const volumes = await client.machine.volumes({ file });
    await client.stacks.forget({ file });
    expect(await client.projects.list({})).toEqual([]);
    expect(await client.projects.open({ file: join(scratch.path, stack) })).toMatchObject({ file, name: stack });
    expect(await client.machine.volumes({ file })).toEqual(volumes);
    for (const { name } of volumes) await client.machine.removeVolume({ file, name, confirm: name });
  });

  it('whose file is gone says so in the list', async () => {
    rmSync(file);
    expect(await client.projects.list({})).toMatchObject([{ file, isPresent: false }]);
    expect(await failure(client.projects.open({ file }))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('an empty stack is opened with its mistake', async () => {
  const empty: NewStack = { folder: join(scratch.path, 'empty'), name: 'empty', source: { kind: 'empty' } };
  const { hash, plan } = await client.projects.preview(empty);
  expect(plan).toBeUndefined();
  expect(await client.projects.create({ ...empty, hash })).toMatchObject({ name: 'empty', problem: expect.any(String) as string });
  expect((await client.files.read({ file: join(scratch.path, 'empty', 'stackyard.yaml') })).problems.length).toBeGreaterThan(0);
});
