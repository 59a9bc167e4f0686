import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EdgeTraffic } from '../../../contract/views/history-view.ts';
import type { Inspection, OwnContainer } from '../../../engine/index.ts';
import type { Kind, Reach } from '../../../kinds/kind.ts';
import type { TrafficReading } from '../../../kinds/traffic.ts';
import { containerOf, topologyOf } from '../../../engine/plan/plan.test-support.ts';
import { nothingSeen } from '../look.ts';
import { startTraffic, type TrafficOptions } from './traffic.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => vi.useRealTimers());

const file = '/shop/stackyard.yaml';
type Watched = ReturnType<TrafficOptions['stacks']>[number];

/** A proxy of so many replicas that leads to `api`, and who answers for it. */
function world(answer: (replica: number, asked: number) => Promise<TrafficReading | undefined>, { scale = 1 }: { readonly scale?: number } = {}) {
  const asked: number[] = [];
  const containers = Array.from({ length: scale }, (_, index) => ({ id: `mesh-${index + 1}`, service: 'mesh', replica: index + 1, leftover: false, addresses: [] }) as unknown as OwnContainer);
  const inspections = new Map(containers.map(({ id }) => [id, { state: 'running', startedAt: '2026-11-27T05:41:05Z' } as Inspection]));
  const topology = { ...topologyOf([{ ...containerOf('mesh'), kind: 'envoy', scale }, containerOf('api')]), file };
  const watched: Watched = { topology, sight: { ...nothingSeen, containers, inspections }, reach: async (_service, replica, signal) => ({ options: { replica }, signal }) as unknown as Reach };
  const proxy: Kind = {
    id: 'envoy',
    capabilities: [],
    resources: {},
    traffic: async ({ options }) => {
      const replica = Number(options['replica']);
      asked.push(replica);
      return answer(replica, asked.length);
    },
  };
  return { asked, traffic: startTraffic({ kind: async () => proxy, stacks: () => [watched] }) };
}

const reading = (requests: number): TrafficReading => ({ protocol: 'http', counters: [{ key: 'api http', peer: { to: 'api' }, requests }] });

/** Follows in the background; the edges of each sample. */
function follow({ traffic }: ReturnType<typeof world>): { readonly samples: (readonly EdgeTraffic[])[]; readonly stop: AbortController } {
  const stop = new AbortController();
  const samples: (readonly EdgeTraffic[])[] = [];
  void (async () => {
    for await (const { edges } of traffic.samples(stop.signal, file)) samples.push(edges);
  })();
  return { samples, stop };
}

test('nothing is asked while nobody looks, and each two seconds while somebody does', async () => {
  const proxy = world(async (_replica, asked) => reading(asked * 20));
  await using _traffic = proxy.traffic;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(proxy.asked).toEqual([]);
  const { samples, stop } = follow(proxy);
  await vi.advanceTimersByTimeAsync(4_100);
  expect(proxy.asked).toHaveLength(3);
  expect(samples).toEqual([[], [{ from: 'mesh', to: 'api', protocol: 'http', requestsPerSecond: 10 }], [{ from: 'mesh', to: 'api', protocol: 'http', requestsPerSecond: 10 }]]);
  stop.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(proxy.asked).toHaveLength(3);
});

test('two who look cost no more than one', async () => {
  const proxy = world(async () => reading(0));
  await using _traffic = proxy.traffic;
  const [first, second] = [follow(proxy), follow(proxy)];
  await vi.advanceTimersByTimeAsync(4_100);
  expect(proxy.asked).toHaveLength(3);
  expect([first.samples.length, second.samples.length]).toEqual([3, 3]);
  first.stop.abort();
  second.stop.abort();
});

test('two missed answers are forgiven; then the edge has no rate until its service answers again', async () => {
  const proxy = world(async (_replica, asked) => {
    if (asked > 2 && asked < 7) throw new Error('no answer within 1.5 s');
    return reading(asked * 20);
  });
  await using _traffic = proxy.traffic;
  const { samples, stop } = follow(proxy);
  await vi.advanceTimersByTimeAsync(14_100);
  expect(samples.map((edges) => edges.length)).toEqual([0, 1, 1, 1, 0, 0, 1, 1]);
  stop.abort();
});

test('who looks again is told nothing of long ago', async () => {
  const proxy = world(async (_replica, asked) => reading(asked * 20));
  await using _traffic = proxy.traffic;
  const before = follow(proxy);
  await vi.advanceTimersByTimeAsync(4_100);
  before.stop.abort();
  await vi.advanceTimersByTimeAsync(600_000);
  const { samples, stop } = follow(proxy);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(samples.map((edges) => edges.map(({ requestsPerSecond }) => requestsPerSecond))).toEqual([[], [10]]);
  stop.abort();
});

test('a version that does not count is asked once', async () => {
  const proxy = world(async () => undefined);
  await using _traffic = proxy.traffic;
  const { samples, stop } = follow(proxy);
  await vi.advanceTimersByTimeAsync(10_100);
  expect(proxy.asked).toHaveLength(1);
  expect(samples.flat()).toEqual([]);
  stop.abort();
});

test('a replica that is silent takes its edges with it, and holds nobody up', async () => {
  const proxy = world(async (replica, asked) => (replica === 2 && asked > 4 ? Promise.reject(new Error('nothing listens yet')) : reading(Math.ceil(asked / 2) * 20)), { scale: 2 });
  await using _traffic = proxy.traffic;
  const { samples, stop } = follow(proxy);
  await vi.advanceTimersByTimeAsync(10_100);
  expect(samples.map((edges) => edges[0]?.requestsPerSecond)).toEqual([undefined, 20, 20, 20, undefined, undefined]);
  stop.abort();
});
