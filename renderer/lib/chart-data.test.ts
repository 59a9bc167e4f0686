import { expect, it } from 'vitest';
import { chartData } from './chart-data.ts';

const recorded = [
  { service: 'cache', type: 'cpu.percent' as const, times: [1_000, 2_000, 3_000], values: [1, null, 3] },
  { service: 'api', type: 'cpu.percent' as const, times: [2_000, 3_000], values: [5, 6] },
  { service: 'api', type: 'memory.bytes' as const, times: [2_000], values: [99] },
];

/** A sample a second, up to and with the last. */
const seconds = (first: number, last: number, services: (second: number) => Record<string, Record<string, number>>) => Array.from({ length: last - first + 1 }, (_, index) => ({ time: (first + index) * 1_000, services: services(first + index) }));

it('puts recorded lines on one axis, gaps as gaps, and appends means of ten seconds of what came since', () => {
  const samples = seconds(2, 14, (second) => ({ cache: { 'cpu.percent': second % 2 === 0 ? 4 : 8 }, fresh: { 'cpu.percent': 7 } }));
  const { times, lines } = chartData('cpu.percent', { recorded, samples });
  expect(times).toEqual([1, 2, 3, 13]);
  expect(Object.fromEntries(lines)).toEqual({ cache: [1, null, 3, 6], api: [null, 5, 6, null], fresh: [null, null, null, 7] });
});

it.each([
  ['is not over yet', seconds(4, 12, () => ({ cache: { 'cpu.percent': 50 } }))],
  ['was looked at only from its middle on', seconds(9, 14, () => ({ cache: { 'cpu.percent': 50 } }))],
])('draws no point of a window that %s', (_case, samples) => {
  expect(chartData('cpu.percent', { recorded, samples }).times).toEqual([1, 2, 3]);
});

it('draws what nothing was recorded of once it was looked at for ten seconds', () => {
  const samples = seconds(100, 121, () => ({ cache: { 'network.sent': 5 } }));
  expect(chartData('network.sent', { recorded, samples })).toEqual({ times: [110, 120], lines: new Map([['cache', [5, 5]]]) });
});

it('keeps the order of the stack file', () => {
  expect([...chartData('cpu.percent', { recorded, samples: [], order: ['db', 'api', 'cache'] }).lines.keys()]).toEqual(['api', 'cache']);
});

it('is empty where nothing was measured', () => {
  expect(chartData('restarts', { recorded, samples: [] })).toEqual({ times: [], lines: new Map() });
});
