import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';
import { nearestStackFile, stackFile } from './stack-file.ts';
import { choice, moment, pattern, wholeNumber } from './values.ts';

describe('nearest word', () => {
  const words = ['up', 'down', 'restart', 'status', 'plan', 'logs', 'events'];
  test.each([
    ['statsu', 'status'],
    ['Status', 'status'],
    ['lgos', 'logs'],
    ['stat', 'status'],
    ['restrat', 'restart'],
    ['dwon', 'down'],
    ['kubernetes', undefined],
    ['', undefined],
  ])('%s → %s', (typed, meant) => {
    expect(nearestWord(typed, words)).toBe(meant);
  });
});

describe('values', () => {
  test('moments', () => {
    expect(moment('2026-01-31T09:00:00Z')).toBe('2026-01-31T09:00:00.000Z');
    expect(Math.abs(Date.now() - 5_400_000 - Date.parse(moment('1h30m')))).toBeLessThan(1000);
    for (const wrong of ['', 'yesterday', '10', '10 m', '-5m', '2026-13-45', '9'.repeat(40) + 'd']) expect(() => moment(wrong)).toThrow(/duration/);
  });
  test('numbers', () => {
    expect(wholeNumber(1)('20')).toBe(20);
    for (const wrong of ['0', '-1', '1.5', '1e3', 'x', '', '99999999999999999999']) expect(() => wholeNumber(1)(wrong)).toThrow(/whole number/);
  });
  test('choices name the nearest', () => {
    expect(choice(['host', 'container'])('host')).toBe('host');
    expect(() => choice(['host', 'container'])('hots')).toThrow('Did you mean host? It takes host or container.');
  });
  test('patterns', () => {
    expect(pattern('a{2}').test('aa')).toBe(true);
    expect(pattern(String.raw`\-{`).test('-{')).toBe(true);
    expect(() => pattern('(')).toThrow(/Unterminated group/);
  });
});

describe('stack file', () => {
  const root = mkdtempSync(join(tmpdir(), 'stackyard-cli-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'a', 'b'), { recursive: true });
  writeFileSync(join(root, 'stackyard.yaml'), 'name: a\n');

  test('the nearest one upward', () => {
    expect(nearestStackFile(join(root, 'a', 'b'))).toBe(join(root, 'stackyard.yaml'));
    expect(stackFile(undefined, join(root, 'a'))).toBe(join(root, 'stackyard.yaml'));
  });
  test('a given file or folder, relative to where one is', () => {
    expect(stackFile('..', join(root, 'a'))).toBe(root);
    expect(() => stackFile('nothing', root)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
  test('none at all is a usage mistake', () => {
    expect(() => stackFile(undefined, '/')).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
