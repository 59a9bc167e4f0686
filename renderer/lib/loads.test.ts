import { expect, it } from 'vitest';
import { loadsOf } from './loads.ts';

it('tells of each service what it took lately and takes now, and nothing of one that ended', () => {
  const loads = loadsOf([
    { service: 'cache', type: 'cpu.percent', times: [80_000, 90_000, 100_000], values: [1, null, 3] },
    { service: 'cache', type: 'memory.bytes', times: [80_000, 90_000, 100_000], values: [10, 20, null] },
    { service: 'api', type: 'memory.bytes', times: [95_000], values: [7] },
    { service: 'gone', type: 'cpu.percent', times: [10_000, 100_000], values: [99, null] },
  ]);
  expect(Object.fromEntries(loads)).toEqual({ cache: { cpu: [1, 3], bytes: 20 }, api: { cpu: [], bytes: 7 } });
});
