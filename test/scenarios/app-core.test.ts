import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resumed } from '../../services/contract/connect/core-client.ts';
import type { CoreConnection } from '../../services/contract/connect/web-socket.ts';
import type { Progress } from '../../services/contract/results.ts';
import type { JobView } from '../../services/contract/views/job-view.ts';
import type { StackSnapshot } from '../../services/contract/views/stack-view.ts';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore, type ReachableCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { launch, stackyard, until } from './cli-support.ts';
import { containersOf } from './engine-support.ts';

/** The shared core as a process of its own, with shells that come and go; a stack of three small services on the real engine. */
const stack = 'app-core';
const scratch = await scratchDirectory();
const environment = { STACKYARD_HOME: scratch.file('home') };
const file = join(scratch.file('project'), 'stackyard.yaml');
const options = { directory: scratch.file('project'), environment };
const connections: CoreConnection[] = [];
let core: ReachableCore & { readonly stateDirectory: string };

beforeAll(async () => {
  mkdirSync(scratch.file('project'));
  const service = (name: string, more: string) => `  ${name}: { image: "local/debian:dev", command: [sleep, infinity], init: true, stop_grace_period: 1s, ready: { exec: ["true"] }${more} }`;
  writeFileSync(file, `name: ${stack}\nservices:\n${[service('first', ''), service('second', ', uses: [first]'), service('third', ', uses: [second]')].join('\n')}\n`);
  core = await shareCore({ ...process.env, ...environment });
});
afterEach(() => {
  for (const { socket } of connections.splice(0)) socket.close();
});
afterAll(async () => {
  await stackyard(['down'], options);
  await endCore();
  await scratch[Symbol.asyncDispose]();
});

async function attach(): Promise<CoreConnection> {
  const connection = await attachToCore(core);
  connections.push(connection);
  return connection;
}

async function endCore(): Promise<void> {
  if (!(await core.isThere())) return;
  const { client, socket } = await attachToCore(core);
  await client.core.shutdown({ now: true });
  socket.close();
  while (await core.isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
}

interface Seen {
  latest: StackSnapshot | undefined;
  readonly jobs: Map<string, JobView>;
}

/** What the app would show: the newest snapshot of a watched stack, and each job as it was last. */
function watch({ client, socket }: CoreConnection): Seen {
  const seen: Seen = { latest: undefined, jobs: new Map() };
  const follow = async (): Promise<void> => {
    for await (const snapshot of await client.stacks.watch({ file }, resumed)) {
      seen.latest = snapshot;
      for (const job of snapshot.jobs) seen.jobs.set(job.id, job);
    }
  };
  // Ends with the connection, at the end of each test.
  void follow().catch((error: unknown) => {
    if (!socket.closed.aborted) throw error;
  });
  return seen;
}

const ready = (snapshot: StackSnapshot | undefined): number => snapshot?.status.services.filter(({ state }) => state === 'ready').length ?? 0;

describe('one core for all shells of a user', () => {
  it('shells that start at once agree on one, on a socket that only the user may open', async () => {
    const shells = await Promise.all(Array.from({ length: 6 }, () => attach()));
    const infos = await Promise.all(shells.map(({ client }) => client.core.info({})));
    expect(new Set(infos.map(({ pid }) => pid)).size).toBe(1);
    expect((statSync(core.socket).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(core.stateDirectory).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(join(core.stateDirectory, 'core.log')).mode & 0o777).toString(8)).toBe('600');
  });

  it('`up` beside the app is a job of it: each step is seen there, and the states follow', async () => {
    const app = await attach();
    await app.client.stacks.open({ file });
    const seen = watch(app);
    expect(await stackyard(['up'], options)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^3 services ready/) as string });
    await until('the app shows all three ready', () => ready(seen.latest) === 3);
    const job = [...seen.jobs.values()].find(({ verb }) => verb === 'up');
    expect(job).toMatchObject({ state: 'done' });
    expect(job?.steps.done).toBe(job?.steps.total);
  });

  it('with another environment `up` is done by the command itself, and the app follows the containers', async () => {
    const app = await attach();
    const seen = watch(app);
    const other = { ...options, environment: { ...environment, DOCKER_CONFIG: scratch.file('elsewhere') } };
    expect((await stackyard(['restart', 'first'], other)).code).toBe(0);
    expect((await app.client.jobs.list({ file })).map(({ verb }) => verb)).not.toContain('restart');
    await until('the app shows all three ready', () => ready(seen.latest) === 3);
  });

  it('a stack file that was changed, planned, and changed back at once is told as read anew: that plan is none any more', async () => {
    const app = await attach();
    const seen = watch(app);
    await until('the app shows the stack', () => seen.latest !== undefined);
    const [before, text] = [seen.latest?.revision, readFileSync(file, 'utf8')];
    writeFileSync(file, text.replace('first: { image: "local/debian:dev", command: [sleep, infinity]', 'first: { image: "local/debian:dev", command: [sleep, "1000"]'));
    expect((await app.client.stacks.plan({ file })).steps).toContainEqual(expect.objectContaining({ service: 'first', cause: 'command changed: sleep infinity → 1000' }));
    writeFileSync(file, text);
    await until('another reading is told', () => seen.latest?.revision !== before);
    expect((await app.client.stacks.plan({ file })).steps).toEqual([]);
  });

  it('Ctrl-C cancels the job, and a job that is cancelled in the app ends the command with 130', async () => {
    await stackyard(['down'], options);
    const app = await attach();
    const interrupted = launch(['up'], options);
    await runningJob(app);
    interrupted.child.kill('SIGINT');
    expect((await interrupted.ended).code).toBe(130);
    expect((await app.client.jobs.list({ file }))[0]).toMatchObject({ verb: 'up', state: 'cancelled' });
    const cancelled = launch(['up', '--json'], options);
    await app.client.jobs.cancel({ id: (await runningJob(app)).id });
    expect((await cancelled.ended).code).toBe(130);
  });

  it('several ups at once, through the app and beside it, end alike with one container each (row 29)', async () => {
    await attach();
    const beside = { ...options, environment: { ...environment, DOCKER_CONFIG: scratch.file('elsewhere') } };
    const ended = await Promise.all([stackyard(['up'], options), stackyard(['up'], beside), stackyard(['up'], options), stackyard(['up'], beside)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await containersOf(stack)).toEqual([`${stack}-first-1`, `${stack}-second-1`, `${stack}-third-1`]);
  });
});

describe('a stack that the command line started', () => {
  it.each(['without a core', 'beside one'])('%s is known to the app, with what runs of it', async (when) => {
    const before = await attach();
    await stackyard(['down'], options);
    await before.client.stacks.forget({ file });
    expect(await before.client.stacks.list({})).toEqual([]);
    if (when === 'without a core') await endCore();
    expect((await stackyard(['up'], options)).code).toBe(0);
    const app = await attach();
    await expect.poll(async () => (await app.client.stacks.list({})).map(({ name, states }) => [name, states]), { timeout: 20_000 }).toEqual([[stack, { ready: 3 }]]);
    await app.client.stacks.open({ file });
  });
});

describe('a core that dies', () => {
  it('is replaced under the open app, whose streams go on (rows 30, 31)', async () => {
    const app = await attach();
    const seen = watch(app);
    await until('the app shows the stack', () => seen.latest !== undefined);
    const { pid } = await app.client.core.info({});
    process.kill(pid, 'SIGKILL');
    const after = await app.client.core.info({}, resumed);
    expect(after.pid).not.toBe(pid);
    const before = seen.latest;
    await until('a new snapshot came by the same stream', () => seen.latest !== before && ready(seen.latest) === 3);
  });

  it('in the middle of `up`: the command says so, and the next one picks it up (row 30)', async () => {
    await stackyard(['down'], options);
    const app = await attach();
    const up = launch(['up', '--json'], options);
    await until('a container was created', () => up.stdout().includes('"create-container"'));
    process.kill((await app.client.core.info({})).pid, 'SIGKILL');
    const ended = await up.ended;
    expect(ended.code).not.toBe(0);
    expect(ended.stdout).toMatch(/"code":"SERVICE_DOWN"/);
    const again = await stackyard(['up', '--json'], options);
    expect(again.code).toBe(0);
    expect(again.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Progress).some((item) => item.type === 'note' && item.message.includes('is picked up'))).toBe(true);
    expect(await containersOf(stack)).toEqual([`${stack}-first-1`, `${stack}-second-1`, `${stack}-third-1`]);
  });

  it('leaves nothing in the way of the next: a dead socket, a filled lock file (row 31)', async () => {
    await endCore();
    writeFileSync(join(core.stateDirectory, 'core.lock'), '4242 somebody-else\n');
    const started = performance.now();
    const { client } = await attach();
    expect((await client.core.info({})).pid).not.toBe(4242);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('asked to end, it waits for what runs, and its services stay', async () => {
    const app = await attach();
    await app.client.jobs.start({ file, verb: 'restart', services: ['third'] });
    await app.client.core.shutdown({});
    app.socket.close();
    while (await core.isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
    const { stdout } = await stackyard(['status', '--json'], options);
    expect(stdout.match(/"state": "ready"/g)).toHaveLength(3);
  });
});

async function runningJob({ client }: CoreConnection): Promise<JobView> {
  const stop = new AbortController();
  for await (const { jobs } of await client.core.watch({}, { signal: stop.signal })) {
    const running = jobs.find(({ state, steps }) => state === 'running' && steps.total > 0);
    if (running === undefined) continue;
    stop.abort();
    return running;
  }
  throw new Error('the core ended');
}
