import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockImage, readLock } from './lock-file.ts';

const digest = (character: string): string => `sha256:${character.repeat(64)}`;
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sy-lock-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('what is locked is read back, sorted, and the same every time', async () => {
  expect(await readLock(directory)).toEqual({});
  await Promise.all([lockImage(directory, { wanted: 'redis:8', digest: digest('b') }), lockImage(directory, { wanted: 'nginx:1', digest: digest('a') })]);
  const text = await readFile(join(directory, 'stackyard.lock'), 'utf8');
  expect(text.split('\n').slice(1)).toEqual(['images:', `  "nginx:1": ${digest('a')}`, `  "redis:8": ${digest('b')}`, '']);
  expect(await readLock(directory)).toEqual({ 'nginx:1': digest('a'), 'redis:8': digest('b') });
  expect(await readdir(directory)).toEqual(['stackyard.lock']);
});

test('nothing is written when nothing changes', async () => {
  await lockImage(directory, { wanted: 'redis:8', digest: digest('b') });
  const before = await stat(join(directory, 'stackyard.lock'), { bigint: true });
  await lockImage(directory, { wanted: 'redis:8', digest: digest('b') });
  expect((await stat(join(directory, 'stackyard.lock'), { bigint: true })).mtimeNs).toBe(before.mtimeNs);
});

test.each(['images: [', 'images:\n  redis: latest\n', 'other: 1\n', 'images: null\n'])('a damaged file %j is refused and kept', async (text) => {
  await writeFile(join(directory, 'stackyard.lock'), text);
  await expect(readLock(directory)).rejects.toMatchObject({ code: 'INVALID_STACK', message: expect.stringContaining('stackyard.lock') as string });
  await expect(lockImage(directory, { wanted: 'a', digest: digest('a') })).rejects.toMatchObject({ code: 'INVALID_STACK' });
  expect(await readFile(join(directory, 'stackyard.lock'), 'utf8')).toBe(text);
});
