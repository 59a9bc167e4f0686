import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayText } from './display-text.ts';

// What a terminal acts on, or what makes text look like other text.
const dangerous = /[^\P{Cc}\t]|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u;

test.each([
  ['\u001B[31mred\u001B[0m', 'red'],
  ['\u001B]0;title\u0007', String.raw`\x1b]0;title\x07`],
  ['\u001B[2J\u001B[H', String.raw`\x1b[2J\x1b[H`],
  ['\u001B]8;;http://evil.example\u001B\\click\u001B]8;;\u001B\\', String.raw`\x1b]8;;http://evil.example\x1b\click\x1b]8;;\x1b` + '\\'],
  ['\u009B31m', String.raw`\x9b31m`],
  ['user\u202Etxt.exe', String.raw`user\u{202e}txt.exe`],
  ['a\u0000b\rc\nd', String.raw`a\x00b\rc\nd`],
  ['line of Windows\r', 'line of Windows'],
  ['tab\tstays', 'tab\tstays'],
  ['Grüße, 世界 👩‍👩‍👧', 'Grüße, 世界 👩‍👩‍👧'],
])('%j is shown as %j', (text, shown) => {
  expect(displayText(text)).toBe(shown);
});

test('nothing that a terminal acts on is ever left', () => {
  const hostile = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u001B', '\u009B', '\u202E', '\u2066', '[', 'm', ';', '1', '\r', '\n')) });
  const found = fc.check(fc.property(hostile, (text) => !dangerous.test(displayText(text))), { numRuns: 2000 });
  expect(found.counterexample).toBeNull();
});

test('showing what is already shown changes nothing', () => {
  const found = fc.check(fc.property(fc.string({ unit: 'binary' }), (text) => displayText(displayText(text)) === displayText(text)));
  expect(found.counterexample).toBeNull();
});
