import { expect, test } from 'vitest';
import { parseUsage, usageOf } from './usage.ts';

test('reads times past a name that holds spaces and parentheses', () => {
  const stat = '812 (node (x) y) S 1 812 812 0 -1 4194304 9 0 0 0 150 50 0 0 20 0 11 0 100 1 2 3';
  expect(parseUsage(stat, 'Name:\tnode\nVmRSS:\t  100000 kB\nRssFile:\t   50000 kB\n')).toEqual({ processorSeconds: 2, residentMegabytes: 102.4, fileMegabytes: 51.2 });
  expect(() => parseUsage(stat, 'Name:\tnode\n')).toThrow('ended');
});

test.runIf(process.platform === 'linux')('knows this process', async () => {
  const { processorSeconds, residentMegabytes } = await usageOf(process.pid);
  expect(processorSeconds).toBeGreaterThan(0);
  expect(residentMegabytes).toBeGreaterThan(20);
});
