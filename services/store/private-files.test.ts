import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { privateDirectory, readPrivateFile, tightenFile, writePrivateFile } from './private-files.ts';
import { stackDirectory, stateDirectory } from './state-directory.ts';
import { openStore } from './store.ts';
import { openSecrets } from './secrets.ts';
import { createFingerprint } from './fingerprint.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stackyard-files-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('the state directory is the own one, the XDG one, or the usual one', () => {
  expect(stateDirectory({ STACKYARD_HOME: '/own', XDG_STATE_HOME: '/xdg' })).toBe('/own');
  expect(stateDirectory({ STACKYARD_HOME: '', XDG_STATE_HOME: '/xdg', HOME: '/home/me' })).toBe('/xdg/stackyard');
  expect(stateDirectory({ XDG_STATE_HOME: 'relative', HOME: '/home/me' })).toBe('/home/me/.local/state/stackyard');
  expect(stateDirectory({})).toBe(join(homedir(), '.local/state/stackyard'));
});

test('a folder that cannot be made is told at once, with what to do', () => {
  writeFileSync(join(folder, 'file'), '');
  // Every mkdir below /proc is answered with ENOENT, which a naive `mkdir -p` asks again for ever.
  for (const path of [join(folder, 'file', 'state'), join(folder, 'file', 'deep', 'state'), ...(existsSync('/proc/self') ? ['/proc/stackyard', '/proc/stackyard/state'] : [])]) {
    expect(() => privateDirectory(path)).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED', hint: expect.stringContaining('STACKYARD_HOME') as unknown }));
  }
});

test.each(['..', '.', '', 'a/b', '-x', 'a\0', 'x'.repeat(101), '../../etc'])('%j is no folder name for a stack', (name) => {
  expect(() => stackDirectory(folder, name)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }));
  expect(readdirSync(folder)).toEqual([]);
});

describe.each([0o000, 0o022, 0o077, 0o277])('umask %o', (umask) => {
  let before: number;
  beforeEach(() => (before = process.umask(umask)));
  afterEach(() => void process.umask(before));

  test('every folder is 0700 and every file 0600, whatever was there', async () => {
    const state = join(folder, 'deep', 'state');
    await using store = await openStore(state);
    await store.events.append({ stack: 'shop', type: 'x', status: 'ok' });
    await (await openSecrets(state, 'shop')).ensure('cache', 'password', 16);
    createFingerprint(state)('x');
    await store.maintain();
    const all = readdirSync(state, { recursive: true, withFileTypes: true });
    expect(all.length).toBeGreaterThan(8);
    expect(modeOf(state)).toBe(0o700);
    for (const each of all) expect([each.name, modeOf(join(each.parentPath, each.name))]).toEqual([each.name, each.isDirectory() ? 0o700 : 0o600]);
  });
});

test('an existing 0644 file becomes 0600 when read, written or opened', async () => {
  const path = join(folder, 'old.json');
  for (const use of [() => readPrivateFile(path), () => writePrivateFile(path, 'new'), () => tightenFile(path)]) {
    writeFileSync(path, 'old');
    chmodSync(path, 0o644);
    use();
    expect(modeOf(path)).toBe(0o600);
  }
  const state = join(folder, 'state');
  await (await openStore(state))[Symbol.asyncDispose]();
  chmodSync(join(state, 'stackyard.db'), 0o644);
  chmodSync(state, 0o755);
  await using _store = await openStore(state);
  expect([modeOf(state), modeOf(join(state, 'stackyard.db'))]).toEqual([0o700, 0o600]);
});

test('planted links are refused, and what they point to is untouched', async () => {
  const target = join(folder, 'target');
  writeFileSync(target, 'precious');
  const refused = expect.objectContaining({ code: 'REFUSED_FOR_SAFETY' });
  const link = join(folder, 'link.json');
  symlinkSync(target, link);
  expect(() => readPrivateFile(link)).toThrow(refused);
  expect(() => writePrivateFile(link, 'x')).toThrow(refused);
  expect(() => tightenFile(link)).toThrow(refused);
  mkdirSync(join(folder, 'real'));
  symlinkSync(join(folder, 'real'), join(folder, 'state-link'));
  expect(() => privateDirectory(join(folder, 'state-link'))).toThrow(refused);
  for (const name of ['stackyard.db', 'stackyard.db.mark.json', 'stackyard.db.lock', 'backups']) {
    const state = mkdtempSync(join(folder, 'state-'));
    if (name === 'backups') await (await openStore(state))[Symbol.asyncDispose]();
    symlinkSync(target, join(state, name));
    const use = async (): Promise<void> => {
      await using store = await openStore(state);
      await store.maintain();
    };
    await expect(use()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    expect(lstatSync(join(state, name)).isSymbolicLink()).toBe(true);
  }
  expect(readFileSync(target, 'utf8')).toBe('precious');
});

test('a folder of others is not locked away from them', () => {
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'holiday.jpg'), '');
  expect(() => privateDirectory(folder)).toThrow(expect.objectContaining({ code: 'REFUSED_FOR_SAFETY' }));
  expect(modeOf(folder)).toBe(0o755);
});

test('a failed write leaves the old text and no temporary file', () => {
  const path = join(folder, 'a.json');
  writePrivateFile(path, 'old');
  mkdirSync(join(folder, 'b.json', 'full'), { recursive: true });
  expect(() => writePrivateFile(join(folder, 'b.json'), 'x')).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }));
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json']);
  expect(existsSync(join(folder, 'b.json', 'full'))).toBe(true);
});
