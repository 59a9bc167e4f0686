import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countExit, delayAfter } from './back-off.ts';

const backOff = { initial: 500, maximum: 30_000, stable: 60_000 };

test('doubles from half a second to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((exits) => delayAfter(exits, backOff))).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('a minute of running makes the next exit the first again', () => {
  expect(countExit(6, 59_999, backOff)).toBe(7);
  expect(countExit(6, 60_000, backOff)).toBe(1);
});

test('stays within its limits for every number of exits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (exits) => {
      const delay = delayAfter(exits, backOff);
      expect(delay).toBeGreaterThanOrEqual(500);
      expect(delay).toBeLessThanOrEqual(30_000);
    }),
  );
});
