import { expect, it } from 'vitest';
import { createHeld } from './held.ts';

const held = (values: readonly string[], get?: string) => {
  const all = createHeld<string>({ most: 3, mostSize: 10, sizeOf: (value) => value.length });
  for (const value of values) {
    if (get !== undefined) all.get(get);
    all.set(value, value);
  }
  return all;
};

it('drops what was used longest ago', () => {
  const all = held(['a', 'b', 'c', 'd'], 'a');
  expect(['a', 'b', 'c', 'd'].map((key) => all.get(key))).toEqual(['a', undefined, 'c', 'd']);
});

it('drops as many as a large one needs', () => {
  const all = held(['aaaa', 'bbbb', 'cccccc']);
  expect(all.get('aaaa')).toBeUndefined();
  expect(all.get('bbbb')).toBe('bbbb');
  expect(all.get('cccccc')).toBe('cccccc');
});

it('does not hold what is larger than all may be', () => {
  const all = held(['a', 'far too large for it']);
  expect(all.size).toBe(0);
});

it('holds one value once', () => {
  const all = held(['a', 'a', 'b', 'a']);
  expect(all.size).toBe(2);
});
