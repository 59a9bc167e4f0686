import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../services/engine/index.ts';
import { createStack, inside, redis, redisConf, shell, testEngine } from './lifecycle-stack.ts';
import type { Result } from './lifecycle-stack.ts';

let client: EngineClient;
beforeAll(async () => {
  client = await testEngine();
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

const kinds = (result: Result): readonly string[] => result.plan.steps.map((step) => `${step.kind} ${step.service ?? ''}`.trim());

describe('a stack from nothing', () => {
  it('comes up in order, is published on loopback only, and then has nothing to do', async () => {
    await using stack = await createStack(client);
    const services = [redis('cache'), shell('api', 'sleep 1000', { uses: ['cache'] })];
    const { progress, hostPorts } = await stack.up(services);
    const done = progress.flatMap((item) => (item.type === 'step' && item.phase === 'done' ? [item.step.id] : []));
    expect(done.indexOf('wait-ready/cache')).toBeLessThan(done.indexOf(`start-container/${stack.name}-api-1`));
    const { containers } = await stack.observe();
    expect(Object.fromEntries(containers.map((each) => [each.service, each.state]))).toEqual({ api: 'running', cache: 'running' });
    expect(containers.flatMap((each) => each.ports.map((port) => port.hostIp))).toEqual(['127.0.0.1']);
    expect(hostPorts['cache']?.[0]?.['redis']?.port).toBeGreaterThanOrEqual(16_379);
    expect((await stack.up(services)).plan.steps).toEqual([]);
    expect(new Set(stack.journal.entries().map((entry) => entry.phase))).toEqual(new Set(['started', 'done']));
  });

  it('starts a user within 200 ms of what it uses being ready', async () => {
    await using stack = await createStack(client);
    const { plan, context } = await stack.prepare([redis('cache'), shell('api', 'sleep 1000', { uses: ['cache'] })]);
    const { execute } = await import('../../services/engine/index.ts');
    const at = new Map<string, number>();
    for await (const item of execute(plan, context)) if (item.type === 'step') at.set(`${item.step.id} ${item.phase}`, performance.now());
    const ready = at.get('wait-ready/cache done') ?? 0;
    expect((at.get(`start-container/${stack.name}-api-1 started`) ?? Infinity) - ready).toBeLessThan(200);
  });

  it('mounts secret files readable for the container\'s user alone, with secrets in place', async () => {
    await using stack = await createStack(client);
    const content = `${redisConf('128mb')}requirepass \${{ services.cache.secrets.password }}\n`;
    await stack.up([redis('cache', { secrets: { password: { generate: 32 } }, files: [{ path: '/etc/redis/redis.conf', content, secret: true }], ready: { by: 'exec', command: ['redis-cli', '-a', 'secret-cache-password', 'ping'] } })]);
    expect(await inside(stack, 'cache', ['stat', '-c', '%a %u', '/etc/redis/redis.conf'])).toContain('400 999');
    expect(await inside(stack, 'cache', ['redis-cli', 'ping'])).toContain('NOAUTH');
    const shown = JSON.stringify(await client.call({ method: 'GET', path: `/containers/${stack.name}-cache-1/json` }));
    expect(shown).not.toContain('secret-cache-password');
  });
});

describe('a running stack', () => {
  it('recreates only what a changed option concerns, says why, and keeps the data', async () => {
    await using stack = await createStack(client);
    const api = shell('api', 'sleep 1000', { uses: ['cache'] });
    await stack.up([redis('cache'), api]);
    await inside(stack, 'cache', ['redis-cli', 'set', 'canary', 'alive']);
    const before = await stack.observe();
    const changed = redis('cache', { files: [{ path: '/etc/redis/redis.conf', content: redisConf('64mb'), secret: true }] });
    const result = await stack.up([changed, api]);
    expect(result.plan.steps[0]?.cause).toBe('redis.conf changed: maxmemory 128mb → 64mb');
    const after = await stack.observe();
    const id = (observed: typeof before, service: string): string | undefined => observed.containers.find((each) => each.service === service)?.id;
    expect(id(after, 'api')).toBe(id(before, 'api'));
    expect(id(after, 'cache')).not.toBe(id(before, 'cache'));
    expect(await inside(stack, 'cache', ['redis-cli', 'get', 'canary'])).toContain('alive');
    expect(await inside(stack, 'cache', ['redis-cli', 'config', 'get', 'maxmemory'])).toContain(String(64 << 20));
    expect((await stack.up([changed, api])).plan.steps).toEqual([]);
  });

  it('scales up and down', async () => {
    await using stack = await createStack(client);
    await stack.up([shell('worker', 'sleep 1000')]);
    expect(kinds(await stack.up([shell('worker', 'sleep 1000', { scale: 3 })]))).not.toContain('stop-container worker');
    expect((await stack.observe()).containers).toHaveLength(3);
    await stack.up([shell('worker', 'sleep 1000')]);
    expect((await stack.observe()).containers.map((each) => each.name)).toEqual([`${stack.name}-worker-1`]);
  });

  it('goes down without losing a volume, and comes back with its data', async () => {
    await using stack = await createStack(client);
    await stack.up([redis('cache')]);
    await inside(stack, 'cache', ['redis-cli', 'set', 'canary', 'alive']);
    await stack.down({ cache: [] });
    const down = await stack.observe();
    expect([down.containers, down.networks, down.volumes.map((each) => each.name)]).toEqual([[], [], [`${stack.name}.cache-data`]]);
    await stack.up([redis('cache')]);
    expect(await inside(stack, 'cache', ['redis-cli', 'get', 'canary'])).toContain('alive');
  });

  it.each([
    ['stopped', 'stop'],
    ['paused', 'pause'],
  ])('is started again where it was %s by hand', async (_, act) => {
    await using stack = await createStack(client);
    await stack.up([redis('cache')]);
    await client.call({ method: 'POST', path: `/containers/${stack.name}-cache-1/${act}`, deadline: 30_000 });
    expect(kinds(await stack.up([redis('cache')]))).toEqual(['start-container cache', 'wait-ready cache']);
    expect(await inside(stack, 'cache', ['redis-cli', 'ping'])).toContain('PONG');
  });

  it('keeps the hostname over a recreate', async () => {
    await using stack = await createStack(client);
    const broker = (level: string) => shell('broker', 'sleep 1000', { environment: { LEVEL: level } });
    await stack.up([broker('1')]);
    await stack.up([broker('2')]);
    expect(await inside(stack, 'broker', ['hostname'])).toContain('broker');
  });
});
