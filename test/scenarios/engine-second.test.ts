import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../services/contract/errors.ts';
import type { EngineEventItem } from '../../services/engine/types.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { secondEngine } from '../kit/second-engine.ts';
import type { SecondEngine } from '../kit/second-engine.ts';
import { socketProxy } from '../kit/socket-proxy.ts';
import { connectTo, failureOf, until } from './engine-support.ts';

/** The engine is frozen so long: 60 s in the soak run. */
const frozenFor = process.env['STACKYARD_SOAK'] === '1' ? 60_000 : 7_000;

const scratch = await scratchDirectory();
let engine: SecondEngine;
beforeAll(async () => {
  engine = await secondEngine({ directory: scratch.file('e2') });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

function follow(items: EngineEventItem[], client: Awaited<ReturnType<typeof connectTo>>): AsyncDisposable {
  const stop = new AbortController();
  const reading = (async () => {
    for await (const item of client.events({}, stop.signal)) items.push(item);
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await reading;
    },
  };
}
const count = (items: readonly EngineEventItem[], type: EngineEventItem['type']): number => items.filter((item) => item.type === type).length;

describe('an engine that hangs (row 3)', () => {
  it('ends every call by its deadline, probes once at a time, and is back at once', async () => {
    await using proxy = await socketProxy({ upstream: engine.socket, listen: scratch.file('p') });
    await using client = await connectTo(proxy.path);
    const items: EngineEventItem[] = [];
    await using _watch = follow(items, client);
    await until('connected', () => count(items, 'connected') === 1);
    await engine.freeze();
    try {
      const frozenAt = performance.now();
      const calls = await Promise.all([
        failureOf(client.call({ method: 'GET', path: '/info' })),
        failureOf(client.call({ method: 'POST', path: '/volumes/create', body: { Name: 'x' }, deadline: 1000 })),
        failureOf(client.ping()),
        failureOf(client.ping()),
        failureOf(connectTo(engine.socket)),
      ]);
      for (const { error, took } of calls) {
        expect([error.code, exitCodeOf(error.code)]).toEqual(['ENGINE_TIMEOUT', 3]);
        expect(took).toBeLessThan(5200);
      }
      expect(calls[0].error.message).toMatch(/did not answer GET \/info within 5 s\. It has not been answering since \d\d:\d\d:\d\d\./u);
      await until('the watch noticed', () => count(items, 'disconnected') > 0);
      expect(performance.now() - frozenAt).toBeLessThan(6000);
      // One that is under way, at most: a queue of them would be answered all at once after the freeze.
      expect(proxy.open(/_ping/u)).toBeLessThanOrEqual(1);
      await until('the freeze is over', () => performance.now() - frozenAt > frozenFor, frozenFor + 5000);
    } finally {
      await engine.thaw();
    }
    const thawedAt = performance.now();
    await client.ping();
    await until('connected again', () => items.at(-1)?.type === 'connected');
    expect(performance.now() - thawedAt).toBeLessThan(2000);
  });
});

describe('an engine that is killed and comes back', () => {
  it('ends what waits, and is found again by the same client (rows 1 and 4)', async () => {
    await using client = await connectTo(engine.socket);
    const items: EngineEventItem[] = [];
    await using _watch = follow(items, client);
    await until('connected', () => count(items, 'connected') === 1);
    await engine.kill();
    await until('the watch noticed', () => count(items, 'disconnected') > 0, 2000);
    const { error, took } = await failureOf(client.call({ method: 'GET', path: '/info' }));
    expect(error).toMatchObject({ code: 'ENGINE_UNREACHABLE', message: expect.stringContaining('nothing listens there') as unknown, hint: expect.stringContaining('Start Docker') as unknown });
    expect(took).toBeLessThan(1000);
    expect((await failureOf(connectTo(engine.socket))).error.message).toBe(`No Docker engine can be reached (${engine.socket}: nothing listens there).`);
    await engine.start();
    const began = performance.now();
    await until('connected again', () => items.at(-1)?.type === 'connected', 3000);
    expect(await client.call({ method: 'GET', path: '/version' })).toHaveProperty('ApiVersion');
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('ends streams when the engine ends in order (row 6)', async () => {
    await using client = await connectTo(engine.socket);
    const items: EngineEventItem[] = [];
    await using _watch = follow(items, client);
    await until('connected', () => count(items, 'connected') === 1);
    await engine.terminate();
    await until('the watch noticed', () => count(items, 'disconnected') > 0, 2000);
    await engine.start();
    expect(await until('connected again', () => items.at(-1)?.type === 'connected', 3000)).toBeLessThan(3000);
  });
});
