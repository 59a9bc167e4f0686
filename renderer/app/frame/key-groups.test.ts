import { expect, it } from 'vitest';
import { keyGroups, type KnownKey } from './key-groups.ts';

const bound: readonly KnownKey[] = [
  { keys: ['j', 'ArrowDown'], does: 'Next service' },
  { keys: ['k'], does: 'Service before' },
  { keys: ['Escape'], does: 'Close details' },
  { keys: ['?'], does: 'Show these keys', isEverywhere: true },
];

it('tells the keys of the screen apart from those of all, each once and in one spelling', () => {
  const groups = keyGroups(bound, false);
  expect(groups.map(({ title }) => title)).toEqual(['On this screen', 'Everywhere']);
  expect(groups[0]?.rows).toEqual([
    { keys: ['j', '↓'], does: 'Next service' },
    { keys: ['k'], does: 'Service before' },
    { keys: ['Esc'], does: 'Close details' },
  ]);
  const all = groups.flatMap(({ rows }) => rows.flatMap(({ keys }) => keys));
  expect(all).toHaveLength(new Set(all).size);
  expect(groups[1]?.rows).toContainEqual({ keys: ['↑'], does: 'Row before in a list' });
  expect(groups[1]?.rows.at(-1)).toEqual({ keys: ['?'], does: 'Show these keys' });
});
it('says how to reach a screen, in the window also by its place', () => {
  const everywhere = (isDesktop: boolean) => keyGroups([], isDesktop).flatMap(({ rows }) => rows.flatMap(({ keys }) => keys));
  expect(keyGroups([], false).map(({ title }) => title)).toEqual(['Everywhere']);
  expect(everywhere(false)[0]).toBe('Ctrl K');
  expect(everywhere(false)).not.toContain('Ctrl 1 … 9');
  expect(everywhere(true)).toContain('Ctrl 1 … 9');
});
