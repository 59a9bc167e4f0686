import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDotenv } from './dotenv.ts';
import { interpolate } from './interpolate.ts';

const environment = { SET: 'value', EMPTY: '', OTHER: 'other' };

test.each([
  ['$SET and ${SET}.', 'value and value.'],
  ['$$SET $$$$', '$SET $$'],
  ['${MISSING:-default} ${EMPTY:-default} ${EMPTY-default}|', 'default default |'],
  ['${MISSING:-${EMPTY:-$OTHER}}', 'other'],
  ['${SET:+yes}${EMPTY:+no}${EMPTY+set}${MISSING+no}', 'yesset'],
  ['${SET:?must}', 'value'],
  ['${{ services.cache.url }} $', '${{ services.cache.url }} $'],
  ['5$ and $5', '5$ and $5'],
])('%s', (text, expected) => {
  expect(interpolate(text, environment)).toMatchObject({ text: expected });
});

test.each([
  ['${MISSING}', 'The variable MISSING is not set.'],
  ['${EMPTY:?give one}', 'The variable EMPTY is not set: give one.'],
  ['${SET', '"${SET" lacks its closing brace.'],
  ['${SET!x}', '"${SET!x}" is no variable.'],
  ['${constructor}', 'The variable constructor is not set.'],
  ['${A:-'.repeat(50) + '}'.repeat(50), 'Variables are nested more than 10 levels deep.'],
])('%s is a mistake', (text, message) => {
  expect(interpolate(text, environment)).toMatchObject({ message });
});

test('text without a dollar sign is unchanged, and nothing makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }).filter((text) => !text.includes('$')), (text) => {
    expect(interpolate(text, environment)).toEqual({ text, changed: false });
  }));
  const piece = fc.oneof(fc.constantFrom('$', '${', '}', '{{', ':-', ':?', 'SET', '$$', '${{', '}}'), fc.string());
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    expect(typeof interpolate(pieces.join(''), environment)).toBe('object');
  }));
});

test('a .env file has comments, quotes, export and values over several lines', () => {
  const text = '\uFEFF# comment\nA=1 # one\nexport B = "two\\nlines"\nC=\'$A raw\'\nD="first\nsecond"\nE=${A}-$SHELL_ONE\n\nA.B=x#y\n';
  expect(parseDotenv(text, { SHELL_ONE: 's' })).toEqual({ values: { A: '1', B: 'two\nlines', C: '$A raw', D: 'first\nsecond', E: '1-s', 'A.B': 'x#y' }, faults: [] });
});

test('a wrong .env file says which line', () => {
  const { faults } = parseDotenv('A=1\nno assignment\n__proto__=x\nB="open\n');
  expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual(['2 This line is no assignment.', '3 This line is no assignment.', '4 The value of B lacks its closing quote.']);
});
