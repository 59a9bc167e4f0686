import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Progress } from '../../services/contract/results.ts';
import { execute } from '../../services/engine/index.ts';
import type { EngineClient } from '../../services/engine/index.ts';
import { collect, createStack, failure, redis, redisConf, shell, testEngine } from './lifecycle-stack.ts';
import type { TestStack } from './lifecycle-stack.ts';

let client: EngineClient;
beforeAll(async () => {
  client = await testEngine();
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

/** Goes on to read after a failure: the items and the error. */
async function attempt(stack: TestStack, services: Parameters<TestStack['prepare']>[0]): Promise<{ readonly items: readonly Progress[]; readonly error: Awaited<ReturnType<typeof failure>> }> {
  const { plan, context } = await stack.prepare(services);
  const items: Progress[] = [];
  const error = await failure(
    (async () => {
      for await (const item of execute(plan, context)) items.push(item);
    })(),
  );
  return { items, error };
}

const states = async (stack: TestStack): Promise<Record<string, string>> => Object.fromEntries((await stack.observe()).containers.map((each) => [each.service, each.state]));
const user = shell('user', 'sleep 1000', { uses: ['broken'] });

describe('a service that crashes', () => {
  it('is shown as crash-looping with its last lines, never ready, and stopped at a limit (row 32)', async () => {
    await using stack = await createStack(client);
    const { items, error } = await attempt(stack, [shell('broken', 'echo line of despair; exit 3', { restart: 'always' }), user]);
    expect(error).toMatchObject({ code: 'SERVICE_DOWN', service: 'broken' });
    expect(error.message).toMatch(/^broken is crash-looping: \d restarts in [\d.]+ s; it exited with code 3; it was stopped; last log line: line of despair$/);
    expect(items.filter((item) => item.type === 'service' && item.state === 'ready')).toEqual([]);
    expect(items).toContainEqual({ type: 'note', message: expect.stringContaining('line of despair') as unknown });
    expect(await states(stack)).toEqual({ broken: 'exited' });
  });

  it('says so at once when nothing restarts it', async () => {
    await using stack = await createStack(client);
    const began = performance.now();
    const { error } = await attempt(stack, [shell('broken', 'exit 4'), user]);
    expect(error.message).toMatch(/^broken exited with code 4/);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it.each(['no', 'unless-stopped'] as const)('says on another up what it printed in this one, and not before (restart: %s)', async (restart) => {
    await using stack = await createStack(client);
    const counts = 'n=$(cat /data/n 2>/dev/null || echo 0); n=$((n + 1)); echo $n > /data/n; echo this is run $n; exit 3';
    const broken = shell('broken', counts, { restart, mounts: [{ type: 'volume', volume: 'runs', target: '/data', readOnly: false }] });
    const runsOf = async (): Promise<readonly number[]> => {
      const { items } = await attempt(stack, [broken]);
      const note = items.find((item) => item.type === 'note' && item.message.startsWith('Last log lines'));
      return note?.type === 'note' ? [...note.message.matchAll(/this is run (\d+)/g)].map(([, run]) => Number(run)) : [];
    };
    const first = await runsOf();
    const again = await runsOf();
    expect(first[0]).toBe(1);
    expect(again).toEqual(again.map((_, index) => Math.max(...first) + 1 + index));
    expect(again).not.toEqual([]);
  });

  it('names the memory limit when it was killed for it (row 33)', async () => {
    await using stack = await createStack(client);
    const { error } = await attempt(stack, [shell('broken', 'tail /dev/zero', { memoryBytes: 32 << 20, init: false, readyTimeoutSeconds: 20, ready: { by: 'log', pattern: 'never' } })]);
    expect(error.code).toBe('SERVICE_DOWN');
    expect(error.message).toMatch(/broken was killed because it used more than its memory limit of 32 MiB/);
    expect(error.hint).toContain('Raise memory of broken');
  });
});

describe('a service that is never ready (row 34)', () => {
  it('fails with the last reason, and what uses it is not started', async () => {
    await using stack = await createStack(client);
    const { error, items } = await attempt(stack, [shell('broken', 'echo hello; sleep 1000', { ready: { by: 'log', pattern: 'listening' }, readyTimeoutSeconds: 1 }), user, shell('other', 'sleep 1000')]);
    expect(error).toMatchObject({ code: 'NOT_READY', service: 'broken' });
    expect(error.message).toBe('broken is not ready after 1 s: no log line matches /listening/ yet; last log line: hello');
    expect(items).toContainEqual(expect.objectContaining({ type: 'step', phase: 'skipped', step: expect.objectContaining({ id: `start-container/${stack.name}-user-1` }) as unknown }));
    expect(await states(stack)).toEqual({ broken: 'running', other: 'running' });
  });

  it('says that a paused one does not answer (row 37)', async () => {
    await using stack = await createStack(client);
    await stack.up([redis('cache')]);
    const { plan, context } = await stack.prepare([redis('cache', { readyTimeoutSeconds: 2 }), shell('user', 'sleep 1000', { uses: ['cache'] })]);
    await client.call({ method: 'POST', path: `/containers/${stack.name}-cache-1/pause` });
    const error = await failure(collect(execute(plan, context)));
    expect(error.message).toMatch(/cache is not ready after 2 s: it is paused/);
  });
});

describe('a container that the engine refuses (row 35)', () => {
  it.each([
    ['command', shell('broken', '', { command: ['/nonexistent'], init: false }), /^broken could not be started: .*\/nonexistent.*no such file/, /command/],
    ['mount', shell('broken', 'sleep 1', { mounts: [{ type: 'bind', source: '/nonexistent/path', target: '/x', readOnly: true }] }), /^broken could not be created: .*bind source path does not exist: \/nonexistent\/path/, /Create that path/],
    ['user', shell('broken', 'sleep 1', { user: 'nobody-at-all' }), /^broken could not be started: .*nobody-at-all/, /stack file/],
  ])('is named with stage and cause, removed, and its volume kept: bad %s', async (_, service, ...[message, hint]) => {
    await using stack = await createStack(client);
    const mounts = [...service.mounts, { type: 'volume', volume: 'data', target: '/data', readOnly: false } as const];
    const { error } = await attempt(stack, [{ ...service, mounts }, user]);
    expect(error).toMatchObject({ code: 'SERVICE_DOWN', service: 'broken' });
    expect(error.message).toMatch(message);
    expect(error.message.split('\n')).toHaveLength(1);
    expect(error.hint).toMatch(hint);
    const after = await stack.observe();
    expect([after.containers, after.volumes.map((each) => each.name)]).toEqual([[], [`${stack.name}.data`]]);
  });

  it('leaves the old container running when its replacement cannot be created', async () => {
    await using stack = await createStack(client);
    await stack.up([shell('broken', 'sleep 1000')]);
    const { error } = await attempt(stack, [shell('broken', 'sleep 1000', { mounts: [{ type: 'bind', source: '/nonexistent/path', target: '/x', readOnly: true }] })]);
    expect(error.message).toContain('could not be created');
    expect((await stack.observe()).containers.map((each) => [each.name, each.state])).toEqual([[`${stack.name}-broken-1`, 'running']]);
  });
});

describe('names (row 28)', () => {
  it('refuses a foreign container of the name and touches nothing', async () => {
    await using stack = await createStack(client);
    const name = `${stack.name}-cache-1`;
    const { Id } = await client.call<{ readonly Id: string }>({ method: 'POST', path: '/containers/create', query: { name }, body: { Image: 'local/debian:dev', Cmd: ['true'] }, deadline: 30_000 });
    try {
      const error = await failure(stack.up([redis('cache')]));
      expect(error).toMatchObject({ code: 'CONFLICT', service: 'cache' });
      expect(error.message).toContain(`The container name ${name} is held by a container that Stackyard did not make (${Id.slice(0, 12)}`);
      const after = await stack.observe();
      expect([after.containers, after.networks, after.volumes]).toEqual([[], [], []]);
      expect(after.foreign.containers.find((each) => each.name === name)?.id).toBe(Id);
    } finally {
      await client.call({ method: 'DELETE', path: `/containers/${Id}`, query: { force: true }, deadline: 30_000 });
    }
  });

  it('refuses a stack of the same name from another folder', async () => {
    await using stack = await createStack(client);
    await using other = await createStack(client, { name: stack.name });
    await stack.up([shell('api', 'sleep 1000')]);
    const error = await failure(other.up([shell('api', 'sleep 2000')]));
    expect(error).toMatchObject({ code: 'CONFLICT', message: `A stack named ${stack.name} already runs from ${stack.directory}/stackyard.yaml.` });
  });

  it('recreates its own stopped container and keeps its volume', async () => {
    await using stack = await createStack(client);
    await stack.up([redis('cache')]);
    await client.exec(`${stack.name}-cache-1`, ['redis-cli', 'set', 'canary', 'alive']);
    await client.call({ method: 'POST', path: `/containers/${stack.name}-cache-1/stop`, deadline: 30_000 });
    await stack.up([redis('cache', { files: [{ path: '/etc/redis/redis.conf', content: redisConf('64mb'), secret: true }] })]);
    expect((await client.exec(`${stack.name}-cache-1`, ['redis-cli', 'get', 'canary'])).output).toContain('alive');
  });
});

describe('cancel', () => {
  it('ends at once, is CANCELLED, leaves no container unstarted, and the next up finishes', async () => {
    await using stack = await createStack(client);
    const services = [shell('slow', 'sleep 1000', { ready: { by: 'log', pattern: 'never' } }), shell('user', 'sleep 1000', { uses: ['slow'] })];
    const { plan, context } = await stack.prepare(services);
    const abort = new AbortController();
    const error = await failure(
      (async () => {
        for await (const item of execute(plan, { ...context, signal: abort.signal })) if (item.type === 'step' && item.step.kind === 'wait-ready') abort.abort();
      })(),
    );
    expect(error.code).toBe('CANCELLED');
    expect(await states(stack)).toEqual({ slow: 'running' });
    await stack.up([shell('slow', 'sleep 1000'), services[1] ?? user]);
    expect(await states(stack)).toEqual({ slow: 'running', user: 'running' });
  });

  it('is what leaving the progress early means', async () => {
    await using stack = await createStack(client);
    const { plan, context } = await stack.prepare([shell('slow', 'sleep 1000', { ready: { by: 'log', pattern: 'never' } })]);
    for await (const item of execute(plan, context)) if (item.type === 'step' && item.step.kind === 'create-container' && item.phase === 'done') break;
    expect(['', 'running']).toContain((await states(stack))['slow'] ?? '');
  });
});
