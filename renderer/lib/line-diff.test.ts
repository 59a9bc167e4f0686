import { expect, it } from 'vitest';
import { changedParts, diffLines, hunks } from './line-diff.ts';

const told = (before: string, after: string): string[] => diffLines(before, after).map(({ kind, text }) => `${kind === 'same' ? ' ' : kind === 'added' ? '+' : '-'}${text}`);

it('tells one changed line between equal ones', () => {
  expect(told('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c']);
});
it('tells additions and removals at both ends', () => {
  expect(told('a\nb', 'x\na')).toEqual(['+x', ' a', '-b']);
  expect(told('', 'a')).toEqual(['-', '+a']);
  expect(told('same', 'same')).toEqual([' same']);
});
it('numbers the lines of each text', () => {
  expect(diffLines('a\nb\nc', 'a\nc').map(({ before, after }) => [before, after])).toEqual([[1, 1], [2, undefined], [3, 2]]);
});
it('gives both texts back, whatever they are', () => {
  const before = Array.from({ length: 40 }, (_, index) => String(index % 7)).join('\n');
  const after = Array.from({ length: 37 }, (_, index) => String((index * 3) % 5)).join('\n');
  const lines = diffLines(before, after);
  expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join('\n')).toBe(before);
  expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join('\n')).toBe(after);
});
it('leaves out what is far from a change, told once', () => {
  const lines = diffLines('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\n4\n5\n6\n8');
  expect(hunks(lines, 1).map((line) => line?.text)).toEqual([undefined, '6', '7', '8']);
  expect(hunks(diffLines('a', 'a'), 2)).toEqual([]);
});
it('tells what of a changed line differs, and nothing of lines that are new', () => {
  const marked = (before: string, after: string): string[] => [...changedParts(diffLines(before, after))].map(([{ text }, [from, to]]) => text.slice(from, to));
  expect(marked('a\n{ memory: 128mb }\nb', 'a\n{ memory: 256mb }\nb')).toEqual(['128', '256']);
  expect(marked('{ a: 1 }', '{ a: 1, b: 2 }')).toEqual(['', ', b: 2']);
  expect(marked('a', 'a\nb')).toEqual([]);
});
