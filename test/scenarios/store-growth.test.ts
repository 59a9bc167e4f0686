import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSecrets, openStore } from '../../services/store/index.ts';
import { migrations, type Migration } from '../../services/store/schema.ts';
import { openSqlite } from '../../services/store/sqlite.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stackyard-growth-'))));
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const [mount, unmount] = ['/bin/mount', '/bin/umount'] as const;
const day = 86_400_000;
const event = { stack: 'shop', type: 'x', status: 'ok' } as const;

async function countAfterPassAt(wall: number): Promise<number> {
  vi.useFakeTimers({ toFake: ['Date'], now: wall });
  await using store = await openStore(folder);
  await store.maintain();
  return (await store.events.query({ limit: 10_000 })).events.length;
}

test('row 42: no jump of the clock deletes anything', async () => {
  const start = Date.UTC(2026, 0, 1);
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  const store = await openStore(folder);
  await store.events.append(...Array.from({ length: 50 }, () => event));
  await store.maintain();
  await store[Symbol.asyncDispose]();
  for (const wall of [start + day, start, start + 3_600_000, 0, start, Date.UTC(2106, 1, 7), start, start - day, Date.UTC(2106, 1, 7), start]) {
    expect([new Date(wall).toISOString(), await countAfterPassAt(wall)]).toEqual([new Date(wall).toISOString(), 50]);
  }
});

test('what is older than the retention, by days in use, goes; what is younger stays', async () => {
  const start = Date.UTC(2026, 0, 1);
  for (let passed = 0; passed <= 40; passed++) {
    vi.useFakeTimers({ toFake: ['Date'], now: start + passed * day });
    await using store = await openStore(folder);
    await store.maintain();
    await store.events.append({ ...event, details: { day: passed } });
  }
  await using store = await openStore(folder);
  const days = (await store.events.query({})).events.map((each) => Number(each.details['day']));
  expect(Math.max(...days)).toBe(40);
  expect(40 - Math.min(...days)).toBeGreaterThanOrEqual(30);
  expect(40 - Math.min(...days)).toBeLessThanOrEqual(32);
});

test('events and metrics go after days of their own', async () => {
  const start = Date.UTC(2026, 0, 1);
  const kept = { events: 5, metrics: 20 };
  for (let passed = 0; passed <= 30; passed++) {
    vi.useFakeTimers({ toFake: ['Date'], now: start + passed * day });
    await using store = await openStore(folder);
    await store.maintain(kept);
    await store.events.append({ ...event, details: { day: passed } });
    await store.metrics.append({ stack: 'shop', type: 'cpu', service: 'api', value: passed });
  }
  vi.useFakeTimers({ toFake: ['Date'], now: start + 30 * day });
  await using store = await openStore(folder);
  const days = (await store.events.query({})).events.map((each) => Number(each.details['day']));
  const [series] = await store.metrics.series({ stack: 'shop', since: 0, until: start + 31 * day, points: 5_000 });
  const values = series?.values.filter((value) => value !== null) ?? [];
  expect(Math.max(...days)).toBe(30);
  for (const [oldest, limit] of [[Math.min(...days), kept.events], [Math.min(...values), kept.metrics]] as const) {
    expect(30 - oldest).toBeGreaterThanOrEqual(limit);
    expect(30 - oldest).toBeLessThanOrEqual(limit + 2);
  }
});

test('row 77: under steady load the file stays below its cap, the WAL below 64 MB, queries below 200 ms', { timeout: 240_000 }, async () => {
  const cap = 8_000_000;
  await using store = await openStore(folder, { maximumBytes: cap });
  for (let n = 0; n < 60; n++) {
    await store.events.append(...Array.from({ length: 500 }, () => ({ ...event, service: `s${n % 5}`, details: { n, text: 'x'.repeat(200) } })));
    await store.metrics.append(...Array.from({ length: 500 }, (_, value) => ({ stack: 'shop', type: 'cpu', service: `s${n % 5}`, value })));
    expect(statSync(join(folder, 'stackyard.db')).size).toBeLessThanOrEqual(cap * 1.1);
    expect(statSync(join(folder, 'stackyard.db-wal')).size).toBeLessThan(64 * 1024 * 1024);
  }
  const began = performance.now();
  expect((await store.events.query({ stack: 'shop', services: ['s3'], limit: 100 })).events).toHaveLength(100);
  expect((await store.metrics.query({ type: 'cpu', limit: 100 }))).toHaveLength(100);
  expect(performance.now() - began).toBeLessThan(200);
});

const second: Migration = (database) => database.exec(`ALTER TABLE infrastructure_events ADD COLUMN severity INTEGER NOT NULL DEFAULT 0; UPDATE infrastructure_events SET severity = 1 WHERE status = 'failed'`);

test('row 55: an older store is brought forward with its rows, after a copy; an older program then refuses it', async () => {
  {
    await using store = await openStore(folder);
    await store.events.append(event, { ...event, status: 'failed' });
  }
  {
    await using store = await openStore(folder, { migrations: [...migrations, second] });
    expect((await store.events.query({})).events).toHaveLength(2);
    expect(store.notices).toEqual([]);
  }
  const database = await openSqlite(join(folder, 'stackyard.db'));
  expect(database.prepare('SELECT severity FROM infrastructure_events ORDER BY sequence').pluck().all()).toEqual([0, 1]);
  database.close();
  const copy = readdirSync(join(folder, 'backups')).find((name) => name.includes('before-schema-'));
  const before = await openSqlite(join(folder, 'backups', copy ?? ''));
  expect(before.pragma('user_version', { simple: true })).toBe(migrations.length);
  before.close();
  await expect(openStore(folder)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});

test('row 55: a migration that breaks off in the middle leaves the store as it was', async () => {
  {
    await using store = await openStore(folder);
    await store.events.append(event);
  }
  const broken: Migration = (database) => {
    second(database);
    throw new Error('power loss');
  };
  await expect(openStore(folder, { migrations: [...migrations, broken] })).rejects.toThrow('power loss');
  await using store = await openStore(folder);
  expect((await store.events.query({})).events).toHaveLength(1);
});

test('row 40: on a full disk reads go on, nothing is cut, and recording resumes', { timeout: 60_000 }, async (context) => {
  const small = join(folder, 'small');
  mkdirSync(small, { mode: 0o700 });
  const mounted = spawnSync(mount, ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', small]);
  if (mounted.status !== 0) context.skip(`a small tmpfs cannot be mounted here: ${String(mounted.stderr ?? mounted.error)}`);
  try {
    await using store = await openStore(small);
    await store.settings.set('theme', 'dark');
    const secrets = await openSecrets(small, 'shop');
    const password = await secrets.ensure('cache', 'password', 32);
    let stored = 0;
    const fill = async (): Promise<unknown> => {
      for (;;) {
        const error: unknown = await store.events.append({ ...event, details: { text: 'x'.repeat(3_000) } }).then(() => undefined, (reason: unknown) => reason);
        if (error !== undefined) return error;
        stored++;
      }
    };
    for (let round = 0; round < 5; round++) {
      expect(await fill()).toMatchObject({ code: 'STORE_DAMAGED', message: expect.stringContaining('is full') });
      expect((await store.events.query({ limit: 10_000 })).events).toHaveLength(stored);
      expect(await store.settings.get('theme')).toBe('dark');
      expect((await openSecrets(small, 'shop')).get('cache', 'password')).toBe(password);
      spawnSync(mount, ['-o', `remount,size=${round + 2}m`, small]);
      await store.events.append(event);
      stored++;
    }
    const database = await openSqlite(join(small, 'stackyard.db'));
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
    expect(store.notices).toEqual([]);
  } finally {
    spawnSync(unmount, [small]);
  }
});

test('a large store is checked and copied beside the event loop, and its copy is whole', { timeout: 60_000 }, async () => {
  await using store = await openStore(folder);
  for (let n = 0; n < 20; n++) await store.events.append(...Array.from({ length: 1_000 }, () => ({ ...event, details: { text: 'x'.repeat(250) } })));
  expect(statSync(join(folder, 'stackyard.db')).size).toBeGreaterThan(4 * 1024 * 1024);
  await store.maintain();
  const aside = mkdtempSync(join(tmpdir(), 'stackyard-copy-'));
  cpSync(join(folder, 'backups', 'stackyard.last.db'), join(aside, 'copy.db'));
  const copy = await openSqlite(join(aside, 'copy.db'));
  expect(copy.prepare('SELECT count(*) FROM infrastructure_events').pluck().get()).toBe(20_000);
  copy.close();
  rmSync(aside, { recursive: true });
  expect(JSON.parse(readFileSync(join(folder, 'stackyard.db.mark.json'), 'utf8'))).toMatchObject({ events: 20_000 });
});
