import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdBuildLock } from './build-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sy-hold-'));
});
afterEach(() => rm(folder, { recursive: true }));

const hold = (signal = new AbortController().signal, onWait: (pid: number) => void = () => undefined): Promise<AsyncDisposable> => holdBuildLock({ folder, name: 'image-x', signal, onWait });

test('one at a time, in turn, and nothing is left', async () => {
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      await using _held = await hold();
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => void setImmediate(resolve));
      inside -= 1;
    }),
  );
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('who waits is told for whom, and a cancel ends the wait', async () => {
  await using _held = await hold();
  const cancel = new AbortController();
  const told: number[] = [];
  const waiting = hold(cancel.signal, (pid) => {
    told.push(pid);
    cancel.abort();
  });
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(told).toEqual([process.pid]);
});

test.each([
  ['of a dead process', JSON.stringify({ pid: 2 ** 22 + 1, started: '1', host: hostname() })],
  ['of a process whose number was given again', JSON.stringify({ pid: process.pid, started: '1', host: hostname() })],
  ['that is empty', ''],
  ['that is no lock', 'garbage'],
])('a lock %s is taken over', async (_name, content) => {
  await writeFile(join(folder, 'image-x.lock'), content);
  await using _held = await hold(AbortSignal.timeout(2_000));
  expect(await readdir(folder)).toEqual(['image-x.lock']);
});
