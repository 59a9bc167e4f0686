import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';

it.each([
  ['\u001B[31mred\u001B[0m text', 'red text'],
  ['\u001B]0;title\u0007rest', 'rest'],
  ['a\u0000b\u0007c\u007F', 'a␀b␇c␡'],
  ['abc\u202Etxt.exe', 'abc‹U+202E›txt.exe'],
  ['zero\u200Bwidth\u2060and\u00ADsoft', 'zero‹U+200B›width‹U+2060›and‹U+00AD›soft'],
  ['a\u200Db\u200C', 'a‹U+200D›b‹U+200C›'],
  ['می\u200Cخواهم क्\u200Dष 🏳️\u200D🌈', 'می\u200Cخواهم क्\u200Dष 🏳️\u200D🌈'],
  ['tab\there', 'tab\there'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['grüße 漢字 👩‍👩‍👧', 'grüße 漢字 👩‍👩‍👧'],
])('%j is shown as %j', (text, expected) => {
  expect(visibleText(text)).toBe(expected);
});

it('leaves nothing that acts on a page or a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visibleText(text)).not.toMatch(/(?!\t)[\p{Cc}\p{Bidi_Control}]/u);
    }),
    { numRuns: 500 },
  );
});
