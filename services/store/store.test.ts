import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventSchema, type InfrastructureEvent } from '../contract/results.ts';
import type { JsonValue } from '../topology/types.ts';
import { createRedactor } from './redactor.ts';
import { openStore, type Store } from './store.ts';

let directory: string;
let store: Store;
const redactor = createRedactor(['canary-secret-77']);
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stackyard-store-'));
  store = await openStore(directory, { redactor });
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

const numbersOf = (events: readonly InfrastructureEvent[]): unknown[] => events.map((event) => event.details['n']);

test('events come back as the contract has them, filtered, the oldest first', async () => {
  await store.events.append(...[1, 2, 3, 4].map((n) => ({ stack: 'shop', type: n % 2 === 0 ? 'ready' : 'start', service: `s${n}`, status: 'ok' as const, details: { n } })));
  await store.events.append({ stack: 'other', type: 'ready', status: 'failed', details: { n: 5 } });
  const { events } = await store.events.query({ stack: 'shop' });
  for (const event of events) expect(eventSchema.parse(event)).toEqual(event);
  expect(numbersOf(events)).toEqual([1, 2, 3, 4]);
  expect(numbersOf((await store.events.query({ stack: 'shop', limit: 2 })).events)).toEqual([3, 4]);
  expect(numbersOf((await store.events.query({ type: 'ready' })).events)).toEqual([2, 4, 5]);
  expect(numbersOf((await store.events.query({ services: ['s1', 's4'] })).events)).toEqual([1, 4]);
  expect((await store.events.query({ since: new Date(Date.now() + 60_000).toISOString() })).events).toEqual([]);
  await expect(store.events.query({ since: 'yesterday' })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});

test('pages by cursor give every event once', async () => {
  const { cursor: start } = await store.events.query({ stack: 'shop' });
  await store.events.append(...Array.from({ length: 25 }, (_, n) => ({ stack: 'shop', type: 'x', status: 'ok' as const, details: { n } })));
  const seen: unknown[] = [];
  for (let after = start; ; ) {
    const page = await store.events.query({ stack: 'shop', after, limit: 7 });
    if (page.events.length === 0) break;
    seen.push(...numbersOf(page.events));
    after = page.cursor;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => n));
});

test('a follower sees what is there and what another opener adds, until it is aborted', async () => {
  await using other = await openStore(directory);
  await store.events.append({ stack: 'shop', type: 'x', status: 'ok', details: { n: 0 } });
  const stop = new AbortController();
  const seen: unknown[] = [];
  for await (const event of store.events.follow({ stack: 'shop', signal: stop.signal })) {
    seen.push(event.details['n']);
    if (seen.length < 4) await (seen.length % 2 === 0 ? store : other).events.append({ stack: 'shop', type: 'x', status: 'ok', details: { n: seen.length } });
    else stop.abort();
  }
  expect(seen).toEqual([0, 1, 2, 3]);
});

test('lengths and JSON are checked, and one bad row takes no neighbour along', async () => {
  const good = store.events.append({ stack: 'shop', type: 'good', status: 'ok' });
  const bad = store.events.append({ stack: 'shop', type: 'x'.repeat(51), status: 'ok' });
  const wrong = store.metrics.append({ stack: 'shop', type: 'cpu', value: Number.NaN });
  const results = await Promise.allSettled([good, bad, wrong]);
  expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect((await store.events.query({})).events.map((event) => event.event_type)).toEqual(['good']);
});

test('secrets are in no file of the store', async () => {
  await store.events.append({ stack: 'shop', type: 'x', status: 'ok', details: { url: 'redis://:canary-secret-77@h', nested: [{ 'canary-secret-77': 1 }] } });
  await store.metrics.append({ stack: 'shop', type: 'cpu', value: 1, tags: { of: 'canary-secret-77' } });
  const entry = await store.journal.begin({ stack: 'shop', verb: 'up', details: { env: 'canary-secret-77' } });
  await entry.step('one', 'failed', 'auth canary-secret-77 refused');
  await store.maintain();
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(files.filter((each) => readFileSync(join(each.parentPath, each.name), 'latin1').includes('canary-secret-77'))).toEqual([]);
});

test('settings hold any JSON and refuse the rest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__'));
      const clean = JSON.parse(JSON.stringify(value)) as JsonValue;
      await store.settings.set('one', clean);
      expect(await store.settings.get('one')).toEqual(clean);
    }),
    { numRuns: 50 },
  );
  const circular: { self?: unknown } = {};
  circular.self = circular;
  for (const value of [undefined, () => 1, Number.NaN, 1n, circular, new Date(), JSON.parse('{"__proto__":{"x":1}}')]) {
    await expect(store.settings.set('one', value as JsonValue)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  }
  await store.settings.set('theme', 'dark', 'ui');
  expect(await store.settings.list('ui')).toMatchObject([{ id: 'theme', type: 'ui', value: 'dark' }]);
  await store.settings.remove('theme');
  expect(await store.settings.get('theme')).toBeUndefined();
});

test('the journal tells what was begun and not finished, and whether its process lives', async () => {
  const done = await store.journal.begin({ stack: 'shop', verb: 'up' });
  await done.finish('done');
  const open = await store.journal.begin({ stack: 'shop', verb: 'down', details: { services: ['cache'] } });
  await open.step('stop cache', 'started');
  await open.step('stop cache', 'failed', 'no answer');
  const [entry, ...others] = await store.journal.unfinished('shop');
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ id: open.id, verb: 'down', pid: process.pid, alive: true, details: { services: ['cache'] }, steps: [{ phase: 'started' }, { phase: 'failed', message: 'no answer' }] });
  await store.journal.finish(open.id, 'taken-over');
  expect(await store.journal.unfinished('shop')).toEqual([]);
});

test('ports and wanted services are kept per stack', async () => {
  await store.ports.remember('shop', [{ service: 'cache', port: 'redis', hostPort: 6379 }]);
  await store.ports.remember('shop', [{ service: 'cache', port: 'redis', hostPort: 6380 }, { service: '__proto__', port: 'x', hostPort: 1 }]);
  await store.ports.remember('other', [{ service: 'cache', port: 'redis', hostPort: 6381 }]);
  expect(await store.ports.remembered('shop')).toEqual([{ service: '__proto__', port: 'x', hostPort: 1 }, { service: 'cache', port: 'redis', hostPort: 6380 }]);
  expect([...(await store.ports.takenByOthers('shop'))]).toEqual([[6381, 'other']]);
  await store.ports.forget('shop', '__proto__');
  expect(await store.ports.remembered('shop')).toHaveLength(1);
  await store.ports.forget('shop');
  expect(await store.ports.remembered('shop')).toEqual([]);
  await store.wanted.set('shop', ['cache', 'broker'], true);
  await store.wanted.set('shop', ['broker'], false);
  expect([...(await store.wanted.read('shop'))]).toEqual([['broker', false], ['cache', true]]);
  expect(await store.wanted.stacks()).toEqual(['shop']);
  await store.wanted.forget('shop', ['cache', 'broker']);
  expect((await store.wanted.read('shop')).size).toBe(0);
});

test('metrics by type, service and time', async () => {
  const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  await store.metrics.append(...[1, 2, 3].map((n) => ({ stack: 'shop', type: 'cpu', service: 'cache', value: n / 2, tags: { replica: n }, timestamp: at(n) })));
  const found = await store.metrics.query({ stack: 'shop', type: 'cpu', service: 'cache', since: at(2).toISOString(), until: at(3).toISOString() });
  expect(found).toMatchObject([{ value: 1, tags: { replica: 2 }, timestamp: at(2).toISOString() }]);
  expect(await store.metrics.query({ type: 'memory' })).toEqual([]);
});

test('a series is of all replicas together, thinned by the mean of each span', async () => {
  const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
  const measured = [[0, 1, 10], [0, 2, 30], [5, 1, 20], [5, 2, 40], [12, 1, 8]] as const;
  await store.metrics.append(...measured.map(([seconds, replica, value]) => ({ stack: 'wide', type: 'memory.bytes', service: 'worker', value, tags: { replica }, timestamp: at(seconds) })));
  const [series] = await store.metrics.series({ stack: 'wide', since: at(0).getTime(), until: at(30).getTime(), points: 3 });
  expect(series).toMatchObject({ service: 'worker', type: 'memory.bytes', values: [50, 8, null] });
});

test('the file stays below its cap plus a tenth, the WAL small, and the newest rows stay', async () => {
  const cap = 1_000_000;
  const folder = join(directory, 'capped');
  await using capped = await openStore(folder, { maximumBytes: cap });
  for (let n = 0; n < 8_000; n += 100) await capped.events.append(...Array.from({ length: 100 }, (_, index) => ({ stack: 'shop', type: 'x', status: 'ok' as const, details: { n: n + index, text: 'x'.repeat(300) } })));
  expect(statSync(join(folder, 'stackyard.db')).size).toBeLessThanOrEqual(cap * 1.1);
  expect(statSync(join(folder, 'stackyard.db-wal')).size).toBeLessThan(64 * 1024 * 1024);
  const { events } = await capped.events.query({ limit: 100 });
  expect(numbersOf(events).at(-1)).toBe(7_999);
  expect(events).toHaveLength(100);
});
