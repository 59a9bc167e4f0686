import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFingerprint } from './fingerprint.ts';
import { openSecrets } from './secrets.ts';

let state: string;
beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'stackyard-secrets-'))));
afterEach(() => rmSync(state, { recursive: true }));

const path = (): string => join(state, 'stacks', 'shop', 'secrets.json');
const folder = (): string[] => readdirSync(join(state, 'stacks', 'shop')).sort();

test('a secret is made once, with the length and the letters asked for, and stays', async () => {
  const secrets = await openSecrets(state, 'shop');
  const made = await secrets.ensure('cache', 'password', 32);
  expect(made).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(await secrets.ensure('cache', 'password', 64)).toBe(made);
  expect((await openSecrets(state, 'shop')).get('cache', 'password')).toBe(made);
  expect((await openSecrets(state, 'other')).get('cache', 'password')).toBeUndefined();
  expect(secrets.values()).toEqual([made]);
  expect(secrets.values('cach')).toEqual([]);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

test('many at once, from several holders, all last and agree', async () => {
  const holders = await Promise.all(Array.from({ length: 4 }, () => openSecrets(state, 'shop')));
  const keys = Array.from({ length: 8 }, (_, index) => `key-${index}`);
  const made = await Promise.all(holders.map((each) => Promise.all(keys.map((key) => each.ensure('cache', key, 16)))));
  for (const each of made) expect(each).toEqual(made[0]);
  expect(new Set(made[0]).size).toBe(8);
});

test.each([
  ['empty', () => ''],
  ['cut', (text: string) => text.slice(0, text.length / 2)],
  ['zeros', (text: string) => '\0'.repeat(text.length)],
  ['other JSON', () => '[]'],
  ['a value of another type', (text: string) => text.replace(/: "[A-Za-z0-9]+"/, ': 5')],
])('damage (%s): the copy is used with a notice, the damaged file is kept', async (_name, damage) => {
  const made = await (await openSecrets(state, 'shop')).ensure('cache', 'password', 16);
  const damaged = damage(readFileSync(path(), 'utf8'));
  writeFileSync(path(), damaged);
  const again = await openSecrets(state, 'shop');
  expect(again.get('cache', 'password')).toBe(made);
  expect(again.notices).toEqual([expect.stringContaining('the copy was restored')]);
  const aside = folder().find((name) => name.startsWith('secrets.json.damaged-'));
  expect(readFileSync(join(state, 'stacks', 'shop', aside ?? ''), 'utf8')).toBe(damaged);
  expect((await openSecrets(state, 'shop')).notices).toEqual([]);
});

test('a missing file is restored from its copy', async () => {
  const made = await (await openSecrets(state, 'shop')).ensure('cache', 'password', 16);
  rmSync(path());
  const again = await openSecrets(state, 'shop');
  expect([again.get('cache', 'password'), again.notices.length]).toEqual([made, 1]);
});

test('file and copy damaged: refused, and never replaced by new secrets', async () => {
  await (await openSecrets(state, 'shop')).ensure('cache', 'password', 16);
  for (const file of [path(), `${path()}.bak`]) writeFileSync(file, 'garbage');
  for (let round = 0; round < 3; round++) await expect(openSecrets(state, 'shop')).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  rmSync(`${path()}.bak`);
  expect((await openSecrets(state, 'shop')).get('cache', 'password')).toBeUndefined();
});

test('damage while open is met at the next new secret', async () => {
  const secrets = await openSecrets(state, 'shop');
  const made = await secrets.ensure('cache', 'password', 16);
  writeFileSync(path(), '');
  await secrets.ensure('files', 'password', 16);
  expect(secrets.notices).toHaveLength(1);
  expect((await openSecrets(state, 'shop')).get('cache', 'password')).toBe(made);
});

test.each([0, 7, 1_025, 1.5, Number.NaN])('a length of %d is refused', async (length) => {
  await expect((await openSecrets(state, 'shop')).ensure('cache', 'password', length)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});

test('fingerprints are stable for an installation and differ between two', () => {
  const one = createFingerprint(state);
  expect(one('secret')).toMatch(/^[0-9a-f]{64}$/);
  expect(createFingerprint(state)('secret')).toBe(one('secret'));
  expect(one('secret')).not.toBe(one('secret2'));
  expect(createFingerprint(join(state, 'stacks'))('secret')).not.toBe(one('secret'));
});
