import { expect, test } from 'vitest';
import { formatBar, formatBytes, formatSeconds } from './quantities.ts';
import { displayWidth } from './width.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345_678, '12.3 MB'],
  [999_999, '1.0 MB'],
  [250_000_000, '250 MB'],
  [5e15, '5000 TB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.04, '0.0 s'],
  [59.94, '59.9 s'],
  [59.96, '1 min 00 s'],
  [185, '3 min 05 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.each([0, 0.01, 0.33, 0.5, 0.999, 1, 2, -1, Number.NaN])('a bar for %d keeps its width', (share) => {
  expect(displayWidth(formatBar(share, 20))).toBe(20);
});
