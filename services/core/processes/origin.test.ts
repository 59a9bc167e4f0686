import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { namesOfOrigin, noteOrigin, originOf } from './origin.ts';

it('finds every name of a stack file, and is not put off by what else lies there', async () => {
  await using scratch = await scratchDirectory();
  const state = scratch.file('state');
  expect(namesOfOrigin(state, '/shop/stackyard.yaml')).toEqual([]);
  for (const name of ['store', 'shop', 'shop']) noteOrigin(state, { name, file: '/shop/stackyard.yaml' });
  noteOrigin(state, { name: 'other', file: '/else/stackyard.yaml' });
  writeFileSync(join(state, 'stacks', 'a-file'), '');
  mkdirSync(join(state, 'stacks', 'odd', 'processes', 'stack-file'), { recursive: true });
  expect(namesOfOrigin(state, '/shop/stackyard.yaml').toSorted()).toEqual(['shop', 'store']);
});

it('finds them over a link to the folder', async () => {
  await using scratch = await scratchDirectory();
  mkdirSync(scratch.file('shop'));
  writeFileSync(scratch.file('shop/stackyard.yaml'), '');
  symlinkSync(scratch.file('shop'), scratch.file('link'));
  noteOrigin(scratch.file('state'), { name: 'shop', file: scratch.file('link/stackyard.yaml') });
  expect(namesOfOrigin(scratch.file('state'), scratch.file('shop/stackyard.yaml'))).toEqual(['shop']);
});

it('tells whose the processes of a name are: those that were started last', async () => {
  await using scratch = await scratchDirectory();
  const state = scratch.file('state');
  expect(originOf(state, 'shop')).toBeUndefined();
  for (const file of ['/shop/stackyard.yaml', '/else/stackyard.yaml']) noteOrigin(state, { name: 'shop', file });
  expect(originOf(state, 'shop')).toBe('/else/stackyard.yaml');
});
