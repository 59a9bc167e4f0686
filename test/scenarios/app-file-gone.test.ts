import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoreClient } from '../../services/contract/client.ts';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { StackSnapshot } from '../../services/contract/views/stack-view.ts';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore, type ReachableCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { stackyard } from './cli-support.ts';

/** A stack that runs while its file is gone, has a mistake, or is no file: what runs is seen and stopped, nothing is started. */
const stack = `h4-gone-${randomBytes(3).toString('hex')}`;
const scratch = await scratchDirectory();
const file = scratch.file('stackyard.yaml');
const text = [
  `name: ${stack}`,
  'services:',
  '  box: { image: "local/debian:dev", command: [sh, -c, "echo here; sleep infinity"], init: true, stop_grace_period: 1s, volumes: ["data:/data"] }',
  '  loop: { run: "echo there; sleep 1000", uses: [box] }',
  '',
].join('\n');
const environment = { STACKYARD_HOME: scratch.file('home') };
const options = { directory: scratch.path, environment };
const connections: Awaited<ReturnType<typeof attachToCore>>[] = [];
let core: ReachableCore;

function writeStack(): void {
  rmSync(file, { recursive: true, force: true });
  writeFileSync(file, text);
}

beforeAll(async () => {
  core = await shareCore({ ...process.env, ...environment });
  await core.start();
});
afterAll(async () => {
  writeStack();
  await stackyard(['down'], options);
  const { volumes } = JSON.parse((await stackyard(['volumes', '--json'], options)).stdout) as { readonly volumes: readonly { readonly name: string }[] };
  for (const { name } of volumes) await stackyard(['volumes', 'remove', name, '--confirm', name], options);
  const { client } = await attach();
  await client.core.shutdown({ now: true });
  for (const { socket } of connections) socket.close();
  while (await core.isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  await scratch[Symbol.asyncDispose]();
});

async function attach(): Promise<(typeof connections)[number]> {
  const connection = await attachToCore(core);
  connections.push(connection);
  return connection;
}

/** As a page that is opened now: nothing is followed yet. */
async function openedAnew(): Promise<CoreClient> {
  const { client } = await attach();
  await client.stacks.forget({ file });
  await client.stacks.open({ file });
  return client;
}

async function snapshotOf(client: CoreClient): Promise<StackSnapshot> {
  for await (const snapshot of await client.stacks.watch({ file })) return snapshot;
  throw new Error('the core told nothing');
}

const states = ({ status }: StackSnapshot): readonly string[] => status.services.map(({ name, state }) => `${name} ${state}`);
const codeFrom = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => failureOf(error).code);

describe.each([
  ['is gone', () => rmSync(file), /There is no stack file/],
  ['has a mistake', () => writeFileSync(file, `${text}  : [`), /not valid YAML/],
  ['is a folder', () => {
    rmSync(file);
    mkdirSync(file);
  }, /is a folder, not a file/],
] as const)('while the file %s', (_case, spoil, problem) => {
  beforeAll(async () => {
    writeStack();
    const { code, stderr } = await stackyard(['up'], options);
    if (code !== 0) throw new Error(stderr);
    // The core has read it, as for any window that shows it.
    await (await attach()).client.stacks.open({ file });
    spoil();
  });

  it('what runs is shown with its state, beside what is wrong with the file', async () => {
    const client = await openedAnew();
    await expect.poll(async () => states(await snapshotOf(client))).toEqual(['box ready', 'loop ready']);
    expect((await snapshotOf(client)).problem).toMatch(problem);
    expect((await client.stacks.view({ file })).services.map(({ name }) => name)).toEqual(['box', 'loop']);
    expect(await client.services.detail({ file, service: 'box' })).toMatchObject({ name: 'box', volumes: [{ name: `${stack}.data` }] });
    expect((await client.machine.volumes({ file })).map(({ service }) => service)).toEqual(['box']);
    expect((await client.history.events({ file, limit: 1 })).events).toHaveLength(1);
  });

  it('its logs are read', async () => {
    const client = await openedAnew();
    const found = new Set<string>();
    for await (const { lines } of await client.logs.follow({ file })) {
      for (const line of lines) found.add(line.text);
      if (found.has('here') && found.has('there')) break;
    }
    expect([...found]).toEqual(expect.arrayContaining(['here', 'there']));
  });

  it('nothing is started by a file that says nothing; all is stopped, and volumes stay', async () => {
    const client = await openedAnew();
    expect(await codeFrom(client.jobs.start({ verb: 'up', file }))).not.toBe('done');
    const job = await client.jobs.start({ verb: 'down', file });
    await expect.poll(async () => (await client.jobs.list({ file })).find(({ id }) => id === job.id)?.state, { timeout: 20_000 }).toBe('done');
    await expect.poll(async () => states(await snapshotOf(client))).toEqual(['box stopped', 'loop stopped']);
    expect(await client.machine.volumes({ file })).toHaveLength(1);
  });
});
