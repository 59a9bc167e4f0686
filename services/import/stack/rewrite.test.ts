import { expect, test } from 'vitest';
import { rewrite, type Edit } from './rewrite.ts';

const at = { file: 'compose.yaml', line: 1, column: 1 };
const environment = { PASSWORD: 'hush', HOST: 'cache', WHOLE: 'redis://cache:6379' };

interface Case {
  readonly what: string;
  readonly text: string;
  readonly value: string;
  /** The first such part of the value, and what takes its place. */
  readonly edits: Readonly<Record<string, string>>;
  readonly takesVariable?: boolean;
  readonly expected: string;
}

const editsOf = ({ value, edits, takesVariable = false }: Pick<Case, 'value' | 'edits' | 'takesVariable'>): readonly Edit[] =>
  Object.entries(edits).map(([part, text]) => ({ start: value.indexOf(part), end: value.indexOf(part) + part.length, text, takesVariable }));

test.each<Case>([
  { what: 'a plain value', text: 'redis://cache:6379', value: 'redis://cache:6379', edits: { cache: 'A', ':6379': ':B' }, expected: 'redis://A:B' },
  { what: 'a variable beside it stays', text: 'redis://:${PASSWORD}@cache', value: 'redis://:hush@cache', edits: { cache: 'A' }, expected: 'redis://:${PASSWORD}@A' },
  { what: 'a variable that is covered goes', text: 'redis://:${PASSWORD}@cache', value: 'redis://:hush@cache', edits: { hush: 'P', cache: 'A' }, expected: 'redis://:P@A' },
  { what: 'a default is edited within its variable', text: '${URL:-redis://cache:6379}/0', value: 'redis://cache:6379/0', edits: { cache: 'A' }, expected: '${URL:-redis://A:6379}/0' },
  { what: 'a default goes with its variable where that is asked for', text: ':${OTHER:-hush}@cache', value: ':hush@cache', edits: { hush: 'P' }, takesVariable: true, expected: ':P@cache' },
  { what: 'a variable that is cut gives way to its value', text: '${WHOLE}/0', value: 'redis://cache:6379/0', edits: { cache: 'A' }, expected: 'redis://A:6379/0' },
  { what: 'an edit over the edge of a default', text: '${X:-ca}che', value: 'cache', edits: { cache: 'A' }, expected: 'A' },
  { what: 'dollar signs', text: '$$5 cache $$', value: '$5 cache $', edits: { cache: 'A' }, expected: '$$5 A $$' },
  { what: 'a value that its text does not give any more', text: '${GONE}', value: 'a$ cache', edits: { cache: 'A' }, expected: 'a$$ A' },
])('$what', ({ text, value, expected, ...how }) => {
  expect(rewrite({ text, value, at }, editsOf({ value, ...how }), environment)).toBe(expected);
});

test('something is put in where nothing is taken out', () => {
  const value = 'redis://cache';
  expect(rewrite({ text: '${URL:-redis://cache}', value, at }, [{ start: 8, end: 8, text: ':P@' }, ...editsOf({ value, edits: { cache: 'A' } })], {})).toBe('${URL:-redis://:P@A}');
});
