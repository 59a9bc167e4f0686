import { expect, it } from 'vitest';
import { keepDraft, readDraft, type DraftStore } from './option-drafts.ts';

function memory(): DraftStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text), removeItem: (key) => void kept.delete(key) };
}

it('keeps what was typed by stack and service, and nothing once it is written or given up', () => {
  const store = memory();
  keepDraft(store, { file: '/shop/stackyard.yaml', service: 'cache' }, { maxmemory: '64mb' });
  expect(readDraft(store, { file: '/shop/stackyard.yaml', service: 'cache' })).toEqual({ maxmemory: '64mb' });
  expect(readDraft(store, { file: '/shop/stackyard.yaml', service: 'sessions' })).toEqual({});
  expect(readDraft(store, { file: '/other/stackyard.yaml', service: 'cache' })).toEqual({});
  keepDraft(store, { file: '/shop/stackyard.yaml', service: 'cache' }, {});
  expect(store.kept.size).toBe(0);
});
it('takes nothing from what it cannot read', () => {
  const store = memory();
  keepDraft(store, { file: 'file', service: 'cache' }, { a: 'b' });
  const [key = ''] = store.kept.keys();
  for (const text of ['{', '[]', 'null', '{"a":1}']) {
    store.setItem(key, text);
    expect(readDraft(store, { file: 'file', service: 'cache' })).toEqual({});
  }
});
