import { expect, it } from 'vitest';
import { createHealBudget } from './heal-budget.ts';

it('stops after five starts within two minutes, and allows again later', () => {
  const budget = createHealBudget();
  expect([0, 1, 2, 3, 4, 5].map((second) => budget.take('api', second * 1000))).toEqual([true, true, true, true, true, false]);
  expect(budget.take('worker', 6_000)).toBe(true);
  expect(budget.take('api', 125_000)).toBe(true);
});
