import { expect, it } from 'vitest';
import { sparklinePaths } from './sparkline.ts';

const size = { width: 100, height: 23 };

it('puts zero at the bottom and the largest value at the top', () => {
  expect(sparklinePaths([0, 10, 5], size).line).toBe('M0 21.5L50 1.5L100 11.5');
});
it('breaks where nothing was measured', () => {
  const { line, area } = sparklinePaths([1, 1, null, 1], size);
  expect(line.split('M').length - 1).toBe(2);
  expect(area.split('Z').length - 1).toBe(2);
});
it('stays flat at zero, and low below the least top', () => {
  expect(sparklinePaths([0, 0], size).line).toBe('M0 21.5L100 21.5');
  expect(sparklinePaths([5, 5], { ...size, least: 10 }).line).toBe('M0 11.5L100 11.5');
  expect(sparklinePaths([500, 500], { ...size, least: 10 }).line).toBe('M0 1.5L100 1.5');
  expect(sparklinePaths([], size)).toEqual({ line: '', area: '' });
});
