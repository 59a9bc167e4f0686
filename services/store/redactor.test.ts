import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from './redactor.ts';

const secret = fc.string({ minLength: 4, maxLength: 40, unit: 'binary' });

test('a known secret never comes through, plain, in JSON, in a URL or in base64', () => {
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      // The replacement beside its neighbours could spell such a value again.
      fc.pre(!/[[\]]/.test(value));
      const redactor = createRedactor([value]);
      const redact = (text: string): string => redactor.redact(text);
      expect(redact(`${before}${value}${after}`)).not.toContain(value);
      const inJson = JSON.stringify(value).slice(1, -1);
      expect(redact(`{"p":"${inJson}"}`)).toBe('{"p":"[secret]"}');
      expect(redact(`x ${Buffer.from(value).toString('base64')}`)).toMatch(/^x \[secret\]=*$/);
      if (value.isWellFormed()) expect(redact(`redis://:${encodeURIComponent(value)}@h`)).toBe('redis://:[secret]@h');
    }),
  );
});

test('the longer of two secrets goes first, and short ones are left alone', () => {
  const redactor = createRedactor(['abcd', 'abcdefgh', 'on']);
  expect(redactor.redact('abcdefgh abcd on')).toBe('[secret] [secret] on');
});

test('values are cleaned at every depth, keys too, and __proto__ stays a key', () => {
  const redactor = createRedactor(['hunter2x']);
  const cleaned = redactor.redactValue(JSON.parse('{"a":[{"url":"r://hunter2x@h","n":1}],"hunter2x":null,"__proto__":{"polluted":true}}'));
  expect(JSON.stringify(cleaned)).toBe('{"a":[{"url":"r://[secret]@h","n":1}],"[secret]":null,"__proto__":{"polluted":true}}');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
