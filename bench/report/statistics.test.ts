import { describe, expect, it } from 'vitest';
import { growth, quantile, summarise } from './statistics.ts';

describe('quantile', () => {
  it('interpolates between neighbours, in any order', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([5], 0.9)).toBe(5);
    expect(quantile([10, 20, 30], 0.25)).toBe(15);
    expect(() => quantile([], 0.5)).toThrow('nothing');
  });
});

describe('summarise', () => {
  it('tells extremes, middle and spread', () => {
    expect(summarise([1, 2, 3, 4, 100])).toEqual({ count: 5, minimum: 1, median: 3, maximum: 100, spread: 2 });
  });
});

describe('growth', () => {
  const sizes = [50, 100, 200, 400];
  it('is 1 for linear and 2 for quadratic cost', () => {
    expect(growth(sizes.map((size) => ({ size, cost: 3 * size })))).toBeCloseTo(1);
    expect(growth(sizes.map((size) => ({ size, cost: size * size })))).toBeCloseTo(2);
  });
  it('is below 1 where a constant part comes on top', () => {
    expect(growth(sizes.map((size) => ({ size, cost: 500 + size })))).toBeLessThan(1);
  });
});
