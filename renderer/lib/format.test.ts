import { describe, expect, it } from 'vitest';
import { formatAgo, formatAmount, formatBytes, formatByteTicks, formatCount, formatDuration, formatPercentTicks, formatPerSecond } from './format.ts';

describe('figures', () => {
  it('groups thousands and counts words', () => {
    expect([formatCount(12_345), formatAmount(1, 'service'), formatAmount(2, 'service')]).toEqual(['12,345', '1 service', '2 services']);
  });
  it('names bytes in powers of 1000', () => {
    expect([0, 812, 1_200_000, 12_400_000, 999_999].map(formatBytes)).toEqual(['0 B', '812 B', '1.2 MB', '12 MB', '1.0 MB']);
  });
  it('tells rates, and the least of them apart from none', () => {
    expect([0, 0.04, 0.41, 9.9, 9.96, 12.4, 1_234].map(formatPerSecond)).toEqual(['0/s', '<0.1/s', '0.4/s', '9.9/s', '10/s', '12/s', '1,234/s']);
  });
  it('gives ticks of one axis one unit and one number of decimals', () => {
    expect(formatPercentTicks([0, 5, 10, 15])).toEqual(['0 %', '5 %', '10 %', '15 %']);
    expect(formatPercentTicks([0, 0.25, 0.5])).toEqual(['0.00 %', '0.25 %', '0.50 %']);
    expect(formatByteTicks([0, 500_000, 1_000_000, 1_500_000])).toEqual(['0.0 MB', '0.5 MB', '1.0 MB', '1.5 MB']);
    expect(formatByteTicks([0])).toEqual(['0 B']);
  });
  it('tells durations in two units', () => {
    expect([850, 3_200, 192_000, 7_500_000, 352_800_000].map(formatDuration)).toEqual(['850 ms', '3.2 s', '3 m 12 s', '2 h 5 m', '4 d 2 h']);
  });
  it('tells how long ago, never in the future', () => {
    expect([formatAgo(0, 192_000), formatAgo(0, 5_400), formatAgo(9, 0)]).toEqual(['3 m 12 s ago', '5 s ago', 'just now']);
  });
});
