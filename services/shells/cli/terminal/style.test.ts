import { expect, test } from 'vitest';
import { colourOf, paintFor, wantsColour } from './style.ts';

const terminal = { isTTY: true };

test.each([
  [terminal, {}, true],
  [{}, {}, false],
  [terminal, { NO_COLOR: '1' }, false],
  [terminal, { NO_COLOR: '' }, true],
  [terminal, { TERM: 'dumb' }, false],
  [{}, { FORCE_COLOR: '1' }, true],
  [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [terminal, { FORCE_COLOR: '0' }, false],
])('%j with %j: colours %s', (stream, environment, colours) => {
  expect(wantsColour(stream, environment)).toBe(colours);
});

test('paint without colours changes nothing', () => {
  expect(paintFor({}, {})('red', 'text')).toBe('text');
  expect(paintFor(terminal, {})('red', 'text')).toBe('\u001B[31mtext\u001B[0m');
});

test('a service keeps its colour', () => {
  expect(colourOf('api')).toBe(colourOf('api'));
  expect(new Set(['api', 'worker', 'cache', 'broker', 'files', 'search'].map(colourOf)).size).toBeGreaterThan(3);
});
