import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CoreClient } from '../../services/contract/client.ts';
import { statusSchema, type Status } from '../../services/contract/results.ts';
import type { StackSnapshot } from '../../services/contract/views/stack-view.ts';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore, type ReachableCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { stackyard } from './cli-support.ts';

/** A stack that is given another name while it runs: what runs under the old one is told, in nobody's way unsaid, and stopped with the rest. */
const [before, after] = ['was', 'now'].map((word) => `h6-${word}-${randomBytes(3).toString('hex')}`) as [string, string];
const scratch = await scratchDirectory();
const port = await freePort();
const environment = { STACKYARD_HOME: scratch.file('home') };
const options = { directory: scratch.path, environment };
const connections: Awaited<ReturnType<typeof attachToCore>>[] = [];
let core: ReachableCore;
let client: CoreClient;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

function name(stack: string): void {
  const text = [
    `name: ${stack}`,
    'services:',
    `  box: { image: "local/debian:dev", command: [sh, -c, "sleep infinity"], init: true, stop_grace_period: 1s, volumes: ["data:/data"], expose: { http: 80 }, publish: { http: ${port} }, ready: { exec: ["true"] } }`,
    '  loop: { run: "sleep 1000", uses: [box] }',
    '',
  ].join('\n');
  writeFileSync(scratch.file('stackyard.yaml'), text);
}

const json = async <Result>(...words: readonly string[]): Promise<Result> => JSON.parse((await stackyard([...words, '--json'], options)).stdout) as Result;
const status = async (): Promise<Status> => statusSchema.parse(await json('status'));
const states = ({ services }: Status): readonly string[] => services.map((each) => `${each.name} ${each.state}`);
const volumes = async (): Promise<readonly string[]> => (await json<{ volumes: readonly { name: string }[] }>('volumes')).volumes.map((each) => each.name);

async function snapshot(): Promise<StackSnapshot> {
  for await (const each of await client.stacks.watch({ file: scratch.file('stackyard.yaml') })) return each;
  throw new Error('the core told nothing');
}

beforeAll(async () => {
  core = await shareCore({ ...process.env, ...environment });
  await core.start();
  const connection = await attachToCore(core);
  connections.push(connection);
  ({ client } = connection);
  name(before);
  const { code, stderr } = await stackyard(['up'], options);
  if (code !== 0) throw new Error(stderr);
  await client.stacks.open({ file: scratch.file('stackyard.yaml') });
  name(after);
});

afterAll(async () => {
  for (const stack of [before, after]) {
    name(stack);
    await stackyard(['down'], options);
    for (const volume of await volumes()) await stackyard(['volumes', 'remove', volume, '--confirm', volume], options);
  }
  await client.core.shutdown({ now: true });
  for (const { socket } of connections) socket.close();
  while (await core.isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  await scratch[Symbol.asyncDispose]();
});

const told = { message: `box and loop still run under ${before}, the name that this stack had before.`, hint: expect.stringContaining('stackyard down') as string };

it('what runs under the old name is told, in the terminal and in the app', async () => {
  expect(await status()).toMatchObject({ stack: after, earlier: told });
  expect((await stackyard(['status'], options)).stderr).toContain(`warning: ${told.message}`);
  await expect.poll(async () => (await snapshot()).status, { timeout: 10_000 }).toMatchObject({ stack: after, earlier: told });
});

it('is not left running beside the new one: up, plan and restart say so before a port is in the way', async () => {
  for (const verb of ['plan', 'up', 'restart']) {
    const { code, stdout } = await stackyard([verb, '--json'], options);
    expect([code, JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')]).toEqual([4, { error: { code: 'CONFLICT', message: `${told.message} Nothing was changed.`, hint: told.hint } }]);
  }
});

it('one service of it alone is not stopped under the old name, which is told with what does', async () => {
  for (const service of ['box', 'loop']) {
    const { code, stdout } = await stackyard(['down', service, '--json'], options);
    const message = `${service} still runs under ${before}, the name that this stack had before. Nothing was changed.`;
    expect([code, JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')]).toEqual([4, { error: { code: 'CONFLICT', message, hint: told.hint } }]);
  }
  expect(await status()).toMatchObject({ earlier: told });
});

it('goes down with the stack, its host process as well, and keeps its data', async () => {
  const { code, stderr } = await stackyard(['down'], options);
  expect([code, stderr]).toEqual([0, expect.stringContaining(`${told.message} They go down as well.`)]);
  const now = await status();
  expect([now.earlier, states(now)]).toEqual([undefined, ['box stopped', 'loop stopped']]);
  await expect.poll(async () => (await snapshot()).status.earlier, { timeout: 10_000 }).toBeUndefined();
  name(before);
  expect([states(await status()), await volumes()]).toEqual([['box stopped', 'loop stopped'], [`${before}.data`]]);
  name(after);
});

it('starts under the new name, at the same port, and says where the data from before is', async () => {
  const { code, stderr } = await stackyard(['up'], options);
  expect([code, stderr]).toEqual([0, expect.stringContaining(`what it held before is kept in ${before}.data`)]);
  const { services } = await status();
  expect(services[0]).toMatchObject({ state: 'ready', ports: [{ hostPort: port }] });
});

it('a stack of host processes alone is found as well', async () => {
  await using folder = await scratchDirectory();
  const here = { directory: folder.path, environment };
  const alone = (stack: string): void => writeFileSync(folder.file('stackyard.yaml'), `name: ${stack}\nservices: { nap: { run: "sleep 1000" } }\n`);
  alone(`${before}-alone`);
  expect((await stackyard(['up'], here)).code).toBe(0);
  alone(`${after}-alone`);
  expect(await stackyard(['up'], here)).toMatchObject({ code: 4, stderr: expect.stringContaining(`nap still runs under ${before}-alone`) as string });
  expect((await stackyard(['down'], here)).code).toBe(0);
  expect((await stackyard(['status'], here)).stderr).toBe('');
  alone(`${before}-alone`);
  expect((await stackyard(['status'], here)).stdout).toMatch(/nap +stopped/);
});
