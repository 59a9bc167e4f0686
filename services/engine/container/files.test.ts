import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFilePlacer } from './files.ts';
import type { PlaceRequest } from './types.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'place-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

const request: PlaceRequest = {
  service: 'cache',
  address: 'aa11',
  user: '999:998',
  files: [
    { path: '/etc/redis/redis.conf', content: 'requirepass x', secret: true },
    { path: '/other/redis.conf', content: 'plain', secret: false },
  ],
};
const isRoot = process.getuid?.() === 0;

it('writes each file under its address, in a directory closed to others, with the access its user needs', async () => {
  const placed = await createFilePlacer(directory).place(request);
  const [secret, plain] = [placed['/etc/redis/redis.conf'] ?? '', placed['/other/redis.conf'] ?? ''];
  expect(secret).toBe(join(directory, 'mounts/cache/aa11/0-redis.conf'));
  expect(await readFile(secret, 'utf8')).toBe('requirepass x');
  const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
  expect(await mode(dirname(secret))).toBe('700');
  expect([await mode(secret), await mode(plain)]).toEqual(isRoot ? ['400', '444'] : ['644', '644']);
  const { uid, gid } = await stat(secret);
  expect([uid, gid]).toEqual(isRoot ? [999, 998] : [process.getuid?.(), process.getgid?.()]);
});

it('leaves a file that is right alone, and repairs what is wrong', async () => {
  const placer = createFilePlacer(directory);
  const path = (await placer.place(request))['/etc/redis/redis.conf'] ?? '';
  const before = await stat(path);
  await placer.place(request);
  expect((await stat(path)).ino).toBe(before.ino);
  await rm(path);
  await placer.place(request);
  expect(await readFile(path, 'utf8')).toBe('requirepass x');
  expect(await readdir(dirname(path))).toEqual(['0-redis.conf', '1-redis.conf']);
});

it('collects old addresses of the service only', async () => {
  const placer = createFilePlacer(directory);
  await placer.place(request);
  await placer.place({ ...request, address: 'bb22' });
  await placer.place({ ...request, service: 'other' });
  await placer.collect('cache', new Set(['bb22']));
  expect(await readdir(join(directory, 'mounts/cache'))).toEqual(['bb22']);
  expect(await readdir(join(directory, 'mounts/other'))).toEqual(['aa11']);
  await placer.collect('never-placed', new Set());
});
