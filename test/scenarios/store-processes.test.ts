import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockStack, openStore } from '../../services/store/index.ts';
import { openSqlite } from '../../services/store/sqlite.ts';
import { spawnNode } from './store-child.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stackyard-processes-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const rounds = Number(process.env['STACKYARD_SOAK'] ?? 1);

test(`row 53: ${20 * rounds} × SIGKILL under load lose no acknowledged event and damage nothing`, { timeout: 240_000 }, async () => {
  let acknowledged = 0;
  for (let round = 0; round < 20 * rounds; round++) {
    const child = spawnNode('write', folder);
    await child.lines(1 + Math.floor(Math.random() * 60));
    await child.kill();
    acknowledged += child.printed.length;
    const database = await openSqlite(join(folder, 'stackyard.db'));
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(Number(database.prepare('SELECT count(*) FROM infrastructure_events').pluck().get())).toBeGreaterThanOrEqual(acknowledged);
    database.close();
  }
  await using store = await openStore(folder);
  expect(store.notices).toEqual([]);
});

test('row 54: another process holds the write lock: reads go on, the loop stays free, the write follows', async () => {
  await using store = await openStore(folder);
  await store.events.append({ stack: 'shop', type: 'before', status: 'ok' });
  const holder = spawnNode('hold-write-lock', folder);
  await holder.lines(1);
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  let stored = false;
  const write = store.events.append({ stack: 'shop', type: 'waits', status: 'ok' }).then(() => (stored = true));
  const end = performance.now() + 1_500;
  for (let reads = 0; performance.now() < end; reads++) {
    expect((await store.events.query({})).events).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  lag.disable();
  expect(stored).toBe(false);
  // The machine may be loaded; SQLite's own waiting would show as 1,500 ms.
  expect(lag.percentile(99) / 1e6).toBeLessThan(100);
  await holder.kill();
  await write;
  expect((await store.events.query({})).events).toHaveLength(2);
});

test('a store that is opened first by eight processes at once is one store', async () => {
  const fresh = join(folder, 'fresh');
  const children = Array.from({ length: 8 }, () => spawnNode('append-once', fresh));
  expect(await Promise.all(children.map((child) => child.ended()))).toEqual(Array(8).fill(0));
  await using store = await openStore(fresh);
  expect((await store.events.query({})).events).toHaveLength(8);
  expect(store.notices).toEqual([]);
});

test(`row 29/31: 8 processes × 25 rounds never hold the lock of a stack at once`, { timeout: 240_000 }, async () => {
  writeFileSync(join(folder, 'counter.json'), '0');
  const children = Array.from({ length: 8 }, () => spawnNode('count-under-lock', folder));
  expect(await Promise.all(children.map((child) => child.ended()))).toEqual(Array(8).fill(0));
  expect(readFileSync(join(folder, 'counter.json'), 'utf8')).toBe('200');
  expect(readdirSync(join(folder, 'stacks', 'shop', 'lock.queue'))).toEqual([]);
});

test('SIGKILL of the holder frees the lock within 2 s; the wait says who holds it', async () => {
  const holder = spawnNode('hold-stack-lock', folder);
  await holder.lines(1);
  const told: string[] = [];
  const waiting = lockStack(folder, 'shop', { verb: 'down', onWait: (message) => told.push(message) });
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told[0]).toMatch(new RegExp(`^waiting for \`stackyard up\` \\(pid ${holder.pid}\\) since \\d\\d:\\d\\d:\\d\\d$`));
  await holder.kill();
  const began = performance.now();
  await using _lock = await waiting;
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('a wait ends when it is aborted, and does not hold up the next', async () => {
  const first = await lockStack(folder, 'shop', { verb: 'up' });
  const stop = new AbortController();
  const waiting = lockStack(folder, 'shop', { verb: 'down', signal: stop.signal, onWait: () => stop.abort() });
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await first[Symbol.asyncDispose]();
  await using _next = await lockStack(folder, 'shop', { verb: 'restart' });
  await using _other = await lockStack(folder, 'other', { verb: 'up' });
});

const holders: readonly (readonly [string, string])[] = [
  ['a dead pid', JSON.stringify({ pid: 999_999_999, started: 'x', verb: 'up', since: '2020-01-01T00:00:00.000Z' })],
  ['a reused pid', JSON.stringify({ pid: process.pid, started: 'another boot/1', verb: 'up', since: '2020-01-01T00:00:00.000Z' })],
  ['an empty file', ''],
  ['no JSON', '{{{'],
  ['another host', JSON.stringify({ pid: 1, started: 'y', host: 'elsewhere', verb: 'up', since: '2020-01-01T00:00:00.000Z' })],
];

test.each(holders)('a stale holder file (%s) stops nobody', async (_name, text) => {
  await (await lockStack(folder, 'shop', { verb: 'up' }))[Symbol.asyncDispose]();
  writeFileSync(join(folder, 'stacks', 'shop', 'lock.json'), text);
  const began = performance.now();
  await using _lock = await lockStack(folder, 'shop', { verb: 'up' });
  expect(performance.now() - began).toBeLessThan(1_000);
});

test.each([['garbage', 'no database at all'.repeat(400)], ['one byte', 'x'], ['another database', undefined]])('a damaged lock file (%s) is put right, free or held', async (_name, text) => {
  const path = join(folder, 'stacks', 'shop', 'lock.db');
  const damage = async (): Promise<void> => {
    if (text !== undefined) return writeFileSync(path, text);
    truncateSync(path, 0);
    const database = await openSqlite(path);
    database.exec('CREATE TABLE a (b)');
    database.close();
  };
  await (await lockStack(folder, 'shop', { verb: 'up' }))[Symbol.asyncDispose]();
  await damage();
  await (await lockStack(folder, 'shop', { verb: 'up' }))[Symbol.asyncDispose]();
  if (text === undefined) return;
  // Held by another process: the damage must not let anybody in.
  const holder = spawnNode('hold-stack-lock', folder);
  await holder.lines(1);
  await damage();
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 400);
  await expect(lockStack(folder, 'shop', { verb: 'down', signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
  await holder.kill();
  await using _lock = await lockStack(folder, 'shop', { verb: 'down' });
});
