import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { openShelf } from './shelf.ts';

test('gives back what was put, to the same edition only', async () => {
  await using scratch = await scratchDirectory();
  const shelf = openShelf(scratch.path, 'stacks', 'one');
  expect(shelf.take('/a')).toBeUndefined();
  shelf.put('/a', 'first\nsecond');
  expect(shelf.take('/a')).toBe('first\nsecond');
  expect(shelf.take('/b')).toBeUndefined();
  expect(openShelf(scratch.path, 'stacks', 'two').take('/a')).toBeUndefined();
});

test('keeps its files private, and few', async () => {
  await using scratch = await scratchDirectory();
  const shelf = openShelf(scratch.path, 'stacks', 'one');
  for (let index = 0; index < 60; index += 1) shelf.put(`/${index}`, 'text');
  const names = readdirSync(scratch.file('stacks'));
  expect(names).toHaveLength(50);
  expect(statSync(join(scratch.file('stacks'), names[0] ?? '')).mode & 0o777).toBe(0o600);
});

test('takes nothing that was damaged, and bears a folder that cannot be made', async () => {
  await using scratch = await scratchDirectory();
  const shelf = openShelf(scratch.path, 'stacks', 'one');
  shelf.put('/a', 'text');
  const file = join(scratch.file('stacks'), readdirSync(scratch.file('stacks'))[0] ?? '');
  writeFileSync(file, readFileSync(file, 'utf8').replace('text', 'tex!'));
  expect(shelf.take('/a')).toBeUndefined();
  writeFileSync(scratch.file('occupied'), '');
  const blocked = openShelf(scratch.path, 'occupied', 'one');
  blocked.put('/a', 'text');
  expect(blocked.take('/a')).toBeUndefined();
});
