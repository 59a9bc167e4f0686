import { expect, it } from 'vitest';
import { chartData } from './chart-data.ts';

const recorded = [
  { service: 'cache', type: 'cpu.percent' as const, times: [1_000, 2_000, 3_000], values: [1, null, 3] },
  { service: 'api', type: 'cpu.percent' as const, times: [2_000, 3_000], values: [5, 6] },
  { service: 'api', type: 'memory.bytes' as const, times: [2_000], values: [99] },
];

it('puts recorded lines on one axis, gaps as gaps, and appends what came since', () => {
  const samples = [
    { time: 2_500, services: { cache: { 'cpu.percent': 42 } } },
    { time: 4_000, services: { cache: { 'cpu.percent': 4 }, fresh: { 'cpu.percent': 7 } } },
  ];
  const { times, lines } = chartData('cpu.percent', recorded, samples);
  expect(times).toEqual([1, 2, 3, 4]);
  expect(Object.fromEntries(lines)).toEqual({ cache: [1, null, 3, 4], api: [null, 5, 6, null], fresh: [null, null, null, 7] });
});

it('is empty where nothing was measured', () => {
  expect(chartData('restarts', recorded, [])).toEqual({ times: [], lines: new Map() });
});
