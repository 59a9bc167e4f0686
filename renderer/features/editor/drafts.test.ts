import { beforeEach, expect, test, vi } from 'vitest';
import type * as Drafts from './drafts.ts';

const stored = new Map<string, string>();

/** The module as a page has it after a load: nothing in memory. */
async function loaded(): Promise<typeof Drafts> {
  vi.resetModules();
  return import('./drafts.ts');
}

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value), removeItem: (key: string) => stored.delete(key) });
  return () => void vi.unstubAllGlobals();
});

test('a draft is there at once, after a reload, and of its own file only', async () => {
  const page = await loaded();
  page.keepDraft('/a.yaml', { text: 'name: a', hash: '1' });
  page.keepDraft('/b.yaml', { text: 'name: b', hash: '2' });
  expect(page.draftOf('/a.yaml')).toEqual({ text: 'name: a', hash: '1' });
  page.storeDrafts();
  const again = await loaded();
  expect(again.draftOf('/a.yaml')).toEqual({ text: 'name: a', hash: '1' });
  expect(again.draftOf('/b.yaml')).toEqual({ text: 'name: b', hash: '2' });
  expect(again.draftOf('/c.yaml')).toBeUndefined();
  again.keepDraft('/a.yaml', undefined);
  again.storeDrafts();
  expect((await loaded()).draftOf('/a.yaml')).toBeUndefined();
});

test('one that is too long for the session lives as long as the page, and no older one comes back', async () => {
  const page = await loaded();
  page.keepDraft('/a.yaml', { text: 'short', hash: '1' });
  page.storeDrafts();
  page.keepDraft('/a.yaml', { text: 'x'.repeat(1_500_001), hash: '1' });
  page.storeDrafts();
  expect(page.draftOf('/a.yaml')?.text).toHaveLength(1_500_001);
  expect((await loaded()).draftOf('/a.yaml')).toBeUndefined();
});
