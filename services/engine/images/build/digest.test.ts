import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contextFiles } from './context-files.ts';
import { contextHash } from './digest.ts';

let root: string;
let context: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sy-digest-'));
  context = await mkdtemp(join(root, 'context-'));
  await writeFile(join(context, 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rm(root, { recursive: true }));

const hash = async (): Promise<string> => contextHash(context, await contextFiles({ context, dockerfile: 'Dockerfile' }), join(root, 'memory'));

test('the same with and without memory; changed by contents, names, modes and links', async () => {
  await writeFile(join(context, 'a'), 'one');
  const first = await hash();
  expect(await hash()).toBe(first);
  await rm(join(root, 'memory'), { recursive: true });
  expect(await hash()).toBe(first);
  const seen = new Set([first]);
  await writeFile(join(context, 'a'), 'two');
  await utimes(join(context, 'a'), 1, 1);
  seen.add(await hash());
  await symlink('a', join(context, 'link'));
  seen.add(await hash());
  await writeFile(join(context, 'b'), '', { mode: 0o755 });
  seen.add(await hash());
  expect(seen.size).toBe(4);
});

test('a damaged memory is no memory', async () => {
  const first = await hash();
  const [file = ''] = await readdir(join(root, 'memory'));
  await writeFile(join(root, 'memory', file), '{"a');
  expect(await hash()).toBe(first);
});

test('what .dockerignore leaves out is not sent, but Dockerfile and .dockerignore always are', async () => {
  await writeFile(join(context, '.dockerignore'), '*\n!kept\n');
  await writeFile(join(context, 'kept'), '');
  await writeFile(join(context, 'dropped'), '');
  const files = await contextFiles({ context, dockerfile: 'Dockerfile' });
  expect(files.map(({ path }) => path)).toEqual(['.dockerignore', 'Dockerfile', 'kept']);
});
