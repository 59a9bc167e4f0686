import { closeSync, copyFileSync, cpSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../services/store/index.ts';
import { migrations } from '../../services/store/schema.ts';
import { openSqlite } from '../../services/store/sqlite.ts';
import { spawnNode } from './store-child.ts';

// Row 53: a damaged store is never silently empty. 400 rows, of which 300 are in the last good copy.
let template: string;
let folder: string;
const [copied, total] = [300, 400];

const rowsOf = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ stack: 'shop', type: 'x', service: `s${index % 7}`, status: 'ok' as const, details: { n: from + index, text: 'y'.repeat(120) } }));

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'stackyard-damage-'));
  await using store = await openStore(template);
  await store.events.append(...rowsOf(0, copied));
  await store.settings.set('theme', 'dark');
  await store.maintain();
  await store.events.append(...rowsOf(copied, total));
});
afterAll(() => rmSync(template, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-damaged-'));
  renew();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function renew(): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(template, folder, { recursive: true });
}

const file = (): string => join(folder, 'stackyard.db');

function overwrite(at: number, bytes: Buffer): void {
  const descriptor = openSync(file(), 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

/** Opens, uses and closes the store, and says what a user would find. */
async function look(): Promise<{ readonly rows: number; readonly notices: readonly string[]; readonly theme: unknown; readonly milliseconds: number }> {
  const began = performance.now();
  await using store = await openStore(folder);
  const { events } = await store.events.query({ limit: 10_000 });
  const theme = await store.settings.get('theme');
  await store.events.append({ stack: 'shop', type: 'after', status: 'ok' });
  return { rows: events.length, notices: [...store.notices], theme, milliseconds: performance.now() - began };
}

/** Reproducible: a failing case can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

test('200 random damages: opens whole, or restores the copy with a notice and keeps the file; never empty', { timeout: 280_000 }, async () => {
  const size = statSync(file()).size;
  let [restored, slowest] = [0, 0];
  for (let seed = 1; seed <= 200; seed++) {
    renew();
    const random = randomFrom(seed * 7_919);
    random();
    const at = Math.floor(random() * size);
    if (seed % 4 === 0) truncateSync(file(), at);
    else overwrite(at, Buffer.from(Array.from({ length: Math.min(size - at, 1 + Math.floor(random() * (seed % 4 === 1 ? 60 : 4_096))) }, () => Math.floor(random() * 256))));
    const found = await look();
    slowest = Math.max(slowest, found.milliseconds);
    const kept = existsSync(join(folder, 'damaged')) ? readdirSync(join(folder, 'damaged')) : [];
    expect({ seed, enough: found.rows >= copied, theme: found.theme, told: found.notices.length > 0, kept: kept.length > 0 }).toEqual({ seed, enough: true, theme: 'dark', told: kept.length > 0, kept: found.notices.length > 0 });
    if (kept.length > 0) restored++;
    else expect({ seed, rows: found.rows }).toEqual({ seed, rows: total });
    expect(await look()).toMatchObject({ notices: [], theme: 'dark' });
  }
  // Bytes inside free space or a text may stay unseen; most must not.
  expect(restored).toBeGreaterThan(100);
  expect(slowest).toBeLessThan(5_000);
});

const damages: readonly (readonly [string, () => void])[] = [
  ['bytes 8 to 60 of page 2 flipped', () => overwrite(4_096 + 8, Buffer.from(readFileSync(file()).subarray(4_104, 4_156).map((byte) => byte ^ 0xff)))],
  ['zeroed header', () => overwrite(0, Buffer.alloc(16))],
  ['whole first page zeroed', () => overwrite(0, Buffer.alloc(4_096))],
  ['cut to 3,000 bytes', () => truncateSync(file(), 3_000)],
  ['0 bytes', () => truncateSync(file(), 0)],
  ['missing', () => rmSync(file())],
  ['a text file', () => writeFileSync(file(), 'hello'.repeat(500))],
];

test.each(damages)('%s: the copy is restored, with what can still be read, and said', async (_name, damage) => {
  damage();
  const found = await look();
  expect(found.rows).toBeGreaterThanOrEqual(copied);
  expect(found.theme).toBe('dark');
  expect(found.notices).toEqual([expect.stringContaining('was restored')]);
});

test('rows newer than the copy are saved from a file whose damage is elsewhere', async () => {
  const database = await openSqlite(file());
  const { rootpage } = database.prepare<[], { rootpage: number }>(`SELECT rootpage FROM sqlite_schema WHERE name = 'infrastructure_metrics'`).get() ?? { rootpage: 0 };
  database.close();
  overwrite((rootpage - 1) * 4_096, Buffer.alloc(200, 0x55));
  const found = await look();
  expect(found.rows).toBe(total);
  expect(found.notices[0]).toContain(`with ${total - copied} further records`);
});

test('file and copies damaged: a new start is said loudly, the damaged file is kept', async () => {
  truncateSync(file(), 0);
  for (const name of readdirSync(join(folder, 'backups'))) truncateSync(join(folder, 'backups', name), 100);
  const found = await look();
  expect(found.rows).toBe(0);
  expect(found.notices).toEqual([expect.stringContaining('no copy was found, so it starts anew')]);
});

test('another SQLite file in its place is kept aside, not used', async () => {
  rmSync(file());
  const other = await openSqlite(file());
  other.exec('CREATE TABLE precious (x); INSERT INTO precious VALUES (1)');
  other.close();
  expect((await look()).rows).toBe(copied);
  const [kept] = readdirSync(join(folder, 'damaged'));
  const aside = await openSqlite(join(folder, 'damaged', kept ?? ''));
  expect(aside.prepare('SELECT x FROM precious').all()).toEqual([{ x: 1 }]);
  aside.close();
});

test('a deleted WAL: rows of the copy are there, and that the newest are gone is said', async () => {
  // A main file as it was before the last 100 rows, with the mark of a store that had them.
  const live = await openStore(template);
  await live[Symbol.asyncDispose]();
  copyFileSync(join(template, 'backups', 'stackyard.last.db'), file());
  const found = await look();
  expect(found.rows).toBe(copied);
  expect(found.notices).toEqual([expect.stringContaining('newest records are gone')]);
});

test('the WAL of a killed process is used; without it nothing is silently empty', async () => {
  for (const removed of [false, true]) {
    rmSync(folder, { recursive: true });
    const child = spawnNode('write', folder);
    await child.lines(120);
    await child.kill();
    if (removed) rmSync(`${file()}-wal`);
    const acknowledged = child.printed.length;
    const found = await look();
    if (removed) expect(existsSync(file())).toBe(true);
    else expect(found.rows).toBeGreaterThanOrEqual(acknowledged);
  }
});

test('damage that appears while the store is open leads to the copy as well, and to a notice', async () => {
  await using store = await openStore(folder);
  await store.events.query({});
  truncateSync(file(), 0);
  await store.events.append({ stack: 'shop', type: 'later', status: 'ok' });
  expect((await store.events.query({ limit: 10_000 })).events.length).toBeGreaterThan(copied);
  expect(store.notices).toEqual([expect.stringContaining('was restored')]);
});

test('a file deleted under an open store is restored before the next write', async () => {
  await using store = await openStore(folder);
  rmSync(file());
  await store.events.append({ stack: 'shop', type: 'later', status: 'ok' });
  await using other = await openStore(folder);
  expect((await other.events.query({ limit: 10_000 })).events.length).toBeGreaterThan(copied);
  expect(store.notices).toHaveLength(1);
});

test('a newer schema is refused clearly and left untouched', async () => {
  const database = await openSqlite(file());
  database.pragma(`user_version = ${migrations.length + 5}`);
  database.pragma('journal_mode = DELETE');
  database.close();
  const before = readFileSync(file());
  await expect(openStore(folder)).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('made by a newer version of Stackyard') });
  expect(readFileSync(file()).equals(before)).toBe(true);
  expect(existsSync(join(folder, 'damaged'))).toBe(false);
});

test('a folder that cannot be written: history is readable, writing says why', async () => {
  const child = spawnNode('read-only', folder);
  const result = JSON.parse((await child.lines(1))[0] ?? '{}') as Record<string, unknown>;
  await child.ended();
  expect(result).toMatchObject({ rows: total, writable: false, code: 'STORE_DAMAGED', notices: [expect.stringContaining('cannot be written')] });
  expect(await look()).toMatchObject({ rows: total, notices: [] });
});

test('six processes meet the same damage: one restores, all go on, nothing is lost twice', async () => {
  truncateSync(file(), 5_000);
  const children = Array.from({ length: 6 }, () => spawnNode('append-once', folder));
  await Promise.all(children.map((child) => child.lines(1)));
  expect(await Promise.all(children.map((child) => child.ended()))).toEqual([0, 0, 0, 0, 0, 0]);
  const found = await look();
  expect(found.rows).toBeGreaterThanOrEqual(copied + 6);
  expect(readdirSync(join(folder, 'damaged')).filter((name) => name.endsWith('.db'))).toHaveLength(1);
});
