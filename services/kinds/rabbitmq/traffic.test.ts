import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConnections } from './traffic.ts';

const details = (...counts: readonly (readonly [number, number])[]) => ({ rate: 1, samples: counts.map(([timestamp, sample]) => ({ sample, timestamp })) });
const connection = { name: '172.19.0.7:52712 -> 172.19.0.5:5672', peer_host: '172.19.0.7', connected_at: 1795789465206, recv_oct_details: details([20_000, 700], [15_000, 300]), send_oct_details: details([15_000, 30], [20_000, 70]) };

test('a connection has what the broker counted at its last moment, in both directions', () => {
  expect(readConnections([connection])).toEqual({ protocol: 'amqp', time: 20_000, counters: [{ key: '172.19.0.7:52712 -> 172.19.0.5:5672 1795789465206', peer: { address: '172.19.0.7' }, bytes: 770 }] });
});

test('one that is listed and not counted yet is left out', () => {
  expect(readConnections([connection, { name: 'new', peer_host: '172.19.0.8' }, { ...connection, send_oct_details: { rate: 0 } }]).counters).toHaveLength(1);
  expect(readConnections([])).toEqual({ protocol: 'amqp', counters: [] });
});

test('one of another moment than the rest is left out: their counts are not of one time', () => {
  const late = { ...connection, name: 'late', recv_oct_details: details([25_000, 1]), send_oct_details: details([25_000, 1]) };
  expect(readConnections([connection, late])).toMatchObject({ time: 25_000, counters: [{ bytes: 2 }] });
});

test('fails on no answer, whatever its types', () => {
  const answer = fc.oneof(fc.anything(), fc.array(fc.record({ name: fc.anything(), peer_host: fc.anything(), recv_oct_details: fc.anything(), send_oct_details: fc.record({ samples: fc.array(fc.record({ sample: fc.anything(), timestamp: fc.anything() })) }) }).map((given) => ({ ...connection, ...given }))));
  fc.assert(
    fc.property(answer, (given) => {
      for (const { bytes = 0 } of readConnections(given).counters) expect(bytes).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2_000 },
  );
});
