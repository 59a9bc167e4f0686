import { expect, test } from 'vitest';
import { createCrashBudget } from './crash-budget.ts';

test('brings a page back three times in a minute, then asks, and later begins anew', () => {
  const mayReload = createCrashBudget();
  expect([0, 1_000, 2_000, 3_000].map((at) => mayReload(at))).toEqual([true, true, true, false]);
  expect(mayReload(61_500)).toBe(true);
});
