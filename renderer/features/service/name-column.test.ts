import { expect, it } from 'vitest';
import { nameColumnWidth } from './name-column.ts';

it('is as wide as the longest name, and no wider than leaves room for the rest', () => {
  expect(nameColumnWidth([])).toBe(170);
  expect(nameColumnWidth(['cache', 'api'])).toBe(170);
  expect(nameColumnWidth(['cache', 'inventory-service-number-1'])).toBeGreaterThan(200);
  expect(nameColumnWidth(['a'.repeat(200)])).toBe(320);
});
