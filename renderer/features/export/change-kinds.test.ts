import { expect, it } from 'vitest';
import { changeWords, writeWords, type ChangeKind } from './change-kinds.ts';

const words = (...kinds: readonly ChangeKind[]): string | undefined => writeWords(kinds.map((kind) => ({ kind })));

it('the button says how many files it writes and removes', () => {
  expect(words('created')).toBe('Write 1 file');
  expect(words('created', 'updated', 'merged', 'conflict', 'kept')).toBe('Write 4 files');
  expect(words('updated', 'removed')).toBe('Write 1 file, remove 1');
  expect(words('removed', 'removed')).toBe('Remove 2 files');
  expect(words('unchanged', 'kept', 'left-out', 'foreign')).toBeUndefined();
  expect(words()).toBeUndefined();
});

it('each kind has a word of its own', () => {
  const all = Object.values(changeWords).map(([word]) => word);
  expect(new Set(all).size).toBe(all.length);
});
