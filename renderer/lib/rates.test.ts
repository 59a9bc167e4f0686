import { expect, test } from 'vitest';
import { ratesBetween } from './rates.ts';

test('requests come before bytes, and bytes stand alone where nothing else is counted', () => {
  const traffic = [{ from: 'mesh', to: 'api', protocol: 'http', requestsPerSecond: 12.4, bytesPerSecond: 3_400 }, { from: 'worker', to: 'broker', protocol: 'amqp', bytesPerSecond: 3_400 }];
  expect(ratesBetween(traffic, 'mesh', 'api')).toEqual({ short: '12/s', long: '12/s, 3.4 kB/s', isBusy: true });
  expect(ratesBetween(traffic, 'worker', 'broker')).toEqual({ short: '3.4 kB/s', long: '3.4 kB/s', isBusy: true });
});

test('an edge that nobody counts has no words, and one that is idle says so', () => {
  expect(ratesBetween([], 'mesh', 'api')).toBeUndefined();
  expect(ratesBetween([{ from: 'api', to: 'mesh', protocol: 'http', requestsPerSecond: 1 }], 'mesh', 'api')).toBeUndefined();
  expect(ratesBetween([{ from: 'mesh', to: 'api', protocol: 'http', requestsPerSecond: 0, bytesPerSecond: 0 }], 'mesh', 'api')).toEqual({ short: '0/s', long: '0/s, 0 B/s', isBusy: false });
});

test('what both ends count is told once, by who counts requests; two protocols are told both', () => {
  const both = [{ from: 'a', to: 'b', protocol: 'http', bytesPerSecond: 900 }, { from: 'a', to: 'b', protocol: 'http', requestsPerSecond: 3, bytesPerSecond: 901 }];
  expect(ratesBetween(both, 'a', 'b')?.long).toBe('3.0/s, 901 B/s');
  expect(ratesBetween([...both, { from: 'a', to: 'b', protocol: 'amqp', bytesPerSecond: 5 }], 'a', 'b')?.short).toBe('3.0/s 5 B/s');
});
