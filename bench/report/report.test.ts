import { expect, test } from 'vitest';
import { series, verdict } from './figure.ts';
import { table } from './table.ts';

test('a figure holds its bound or misses it', () => {
  expect(verdict({ name: 'a', unit: 'ms', value: 250, bound: { atMost: 250 } })).toBe('ok');
  expect(verdict({ name: 'a', unit: 'ms', value: 250.1, bound: { atMost: 250 } })).toBe('missed');
  expect(verdict({ name: 'a', unit: 'MB/s', value: 99, bound: { atLeast: 100 } })).toBe('missed');
  expect(verdict({ name: 'a', unit: 'ms', value: 1 })).toBe('');
});

test('the table shows value, bound, verdict and spread', () => {
  const text = table([series({ name: 'status', unit: 'ms', samples: [140, 150, 160], bound: { atMost: 250 } }), { name: 'demuxer', unit: 'MB/s', value: 12.3456, note: 'tiny frames' }]);
  expect(text.split('\n').map((line) => line.split(/ {2,}/).join('|'))).toEqual([
    'FIGURE|VALUE|UNIT|BOUND|VERDICT|RUNS|MIN|MAX|SPREAD|NOTE',
    'status|150|ms|≤ 250|ok|3|140|160|10.0',
    'demuxer|12.3|MB/s|tiny frames',
  ]);
});
