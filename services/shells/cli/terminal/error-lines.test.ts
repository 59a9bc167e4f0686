import { expect, test } from 'vitest';
import { StackyardError } from '../../../contract/errors.ts';
import { errorLines } from './error-lines.ts';

const style = { paint: (_: unknown, text: string) => text, directory: '/shop' };

test('cause and object, then the next step', () => {
  const error = new StackyardError('PORT_IN_USE', 'Port 8080 of api is held by nginx (pid 12).', { hint: 'Stop it, or publish another port.', service: 'api' });
  expect(errorLines(error, style)).toEqual(['error: Port 8080 of api is held by nginx (pid 12).', '  Stop it, or publish another port.']);
});

test('the service is named where the message does not', () => {
  expect(errorLines(new StackyardError('SERVICE_DOWN', 'Exit code 1.', { service: 'worker' }), style)).toEqual(['error: worker: Exit code 1.']);
});

test('several mistakes: each begins with file:line:column, relative to where one is', () => {
  const at = (line: number) => ({ file: '/shop/stackyard.yaml', line, column: 3 });
  const second = new StackyardError('INVALID_STACK', 'unknown template "redsi"', { at: at(9), hint: 'Did you mean redis?' });
  const first = new StackyardError('INVALID_STACK', 'unknown key "tempalte"', { at: at(4), hint: 'Did you mean template?', related: [second] });
  expect(errorLines(first, style)).toEqual([
    'stackyard.yaml:4:3: error: unknown key "tempalte"',
    '  Did you mean template?',
    'stackyard.yaml:9:3: error: unknown template "redsi"',
    '  Did you mean redis?',
    '2 mistakes found; nothing was changed.',
  ]);
});

test('mistakes that are not listed are counted', () => {
  const second = new StackyardError('INVALID_STACK', 'b');
  expect(errorLines(new StackyardError('INVALID_STACK', 'a', { related: [second], unlisted: 10 }), style).at(-1)).toBe('12 mistakes found, 10 of them not shown; nothing was changed.');
});

test('a refusal counts itself what it names', () => {
  const fact = new StackyardError('UNSUPPORTED', 'b');
  expect(errorLines(new StackyardError('REFUSED_FOR_SAFETY', 'one fact of it would not run', { related: [fact] }), style)).toEqual(['error: one fact of it would not run', 'error: b']);
});

test('a file elsewhere keeps its whole path', () => {
  const error = new StackyardError('INVALID_STACK', 'tab', { at: { file: '/other/stackyard.yaml', line: 1, column: 1 } });
  expect(errorLines(error, style)).toEqual(['/other/stackyard.yaml:1:1: error: tab']);
});

test('hostile words stay on their line', () => {
  expect(errorLines(new StackyardError('INTERNAL', 'x\u001B[2J\nerror: forged', { hint: 'a\u202Eb' }), style)).toEqual([String.raw`error: x\x1b[2J\nerror: forged`, String.raw`  a\u{202e}b`]);
});
