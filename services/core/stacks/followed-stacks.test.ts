import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../store/index.ts';
import type { Supervisor } from '../supervisor/types.ts';
import { knownAndFollowed } from './followed-stacks.ts';
import { rememberStack, rememberStarted } from './known-stacks.ts';

it('follows each stack that is known once, also one that a command started since, and logs which it cannot follow', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'followed-'));
  await using store = await openStore(directory);
  const [followed, logged]: [string[], string[]] = [[], []];
  const follow: Supervisor['follow'] = async (file) => {
    followed.push(file);
    return Promise.reject(new Error('gone'));
  };
  const known = knownAndFollowed({ session: { store: async () => Promise.resolve(store) }, supervisor: { follow }, log: (line) => void logged.push(line) });
  await rememberStack(store, { file: '/shop/stackyard.yaml', name: 'shop' });
  await known();
  await rememberStarted(store, { file: '/blog/stackyard.yaml', name: 'blog' });
  expect((await known()).map(({ name }) => name)).toEqual(['blog', 'shop']);
  await known();
  expect(followed).toEqual(['/shop/stackyard.yaml', '/blog/stackyard.yaml']);
  expect(logged).toEqual(['/shop/stackyard.yaml is not followed: gone', '/blog/stackyard.yaml is not followed: gone']);
  rmSync(directory, { recursive: true });
});
