import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StackyardError } from '../../contract/errors.ts';
import type { EngineClient } from '../../engine/index.ts';
import type { Topology } from '../topology.ts';
import { createHealer, type Candidate, type Contained } from './healer.ts';
import type { StackDetail } from './types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const services = { db: { uses: [] }, api: { uses: ['db'] } } as unknown as Topology['services'];
const crashed = (service: string, reason: Candidate['reason'] = 'crash'): Candidate => ({ service, endedAt: performance.now(), reason });
const container: Contained = { id: 'c1', client: {} as EngineClient };

/** A healer whose starts and stops are counted; `fail` is what a start ends with. */
function healerWith(fail?: StackyardError) {
  const starts: (readonly [number, readonly string[]])[] = [];
  const stops: string[] = [];
  const told: StackDetail[] = [];
  const began = performance.now();
  const looks = { count: 0 };
  const healer = createHealer({
    topology: () => ({ services }),
    // eslint-disable-next-line require-yield
    async *start(names) {
      starts.push([Math.round(performance.now() - began), names]);
      if (fail !== undefined) throw fail;
    },
    stop: async (service) => {
      stops.push(service);
      return Promise.resolve(['last words']);
    },
    tell: (change) => void told.push(change),
    shown: () => undefined,
    again: () => void (looks.count += 1),
    signal: new AbortController().signal,
  });
  /** It has ended again as often as it was started, for so long (ms). */
  const keepEnding = async (duration: number, candidates: () => readonly Candidate[]): Promise<void> => {
    for (let passed = 0; passed < duration; passed += 100) {
      healer.consider(candidates());
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  return { healer, starts, stops, told, looks, keepEnding };
}

it('starts at once, then after pauses that double, five times in two minutes, and gives up once with the cause', async () => {
  const { healer, starts, told, keepEnding } = healerWith();
  await keepEnding(60_000, () => [crashed('db')]);
  expect(starts.map(([time]) => Math.round(time / 1000))).toEqual([0, 1, 3, 7, 15]);
  const gaveUp = told.filter((change) => change.type === 'heal' && change.phase === 'gave-up');
  expect(gaveUp).toMatchObject([{ services: ['db'], message: expect.stringContaining('stackyard up starts it') as unknown }]);
  expect(healer.states()['db']).toMatchObject({ tries: 5, gaveUp: true });
});

it('starts nothing on top of what was given up, until a person starts it', async () => {
  const { healer, starts, keepEnding } = healerWith();
  await keepEnding(40_000, () => [crashed('db')]);
  const before = starts.length;
  await keepEnding(1_000, () => [crashed('api')]);
  expect(starts).toHaveLength(before);
  healer.pardon('all');
  await keepEnding(100, () => [crashed('api')]);
  expect(starts.at(-1)?.[1]).toEqual(['api']);
});

it('does not count what the engine ended', async () => {
  const { healer, starts, keepEnding } = healerWith();
  await keepEnding(1_000, () => [crashed('db', 'engine')]);
  expect(starts.length).toBeGreaterThan(5);
  expect(healer.gaveUp('db')).toBe(false);
});

it('waits before it starts what was stopped from outside, and looks again when the wait is over', async () => {
  const { healer, starts, looks } = healerWith();
  const stopped = crashed('db', 'outside');
  healer.consider([stopped]);
  await vi.advanceTimersByTimeAsync(1_490);
  expect([starts.length, looks.count]).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(20);
  expect(looks.count).toBe(1);
  healer.consider([stopped]);
  expect(starts).toHaveLength(1);
});

it('gives a try back that the engine or another command prevented', async () => {
  const prevented = healerWith(new StackyardError('CANCELLED', 'another command came first'));
  await prevented.keepEnding(1_000, () => [crashed('db')]);
  expect(prevented.healer.states()['db']).toBeUndefined();
  const failed = healerWith(new StackyardError('NOT_READY', 'db does not answer'));
  await failed.keepEnding(100, () => [crashed('db')]);
  expect(failed.healer.states()['db']).toEqual({ tries: 1, gaveUp: false, problem: 'db does not answer' });
});

it('ends a loop that the engine keeps up, once, and tells its last lines', async () => {
  const { healer, stops, told } = healerWith();
  for (let crash = 0; crash < 8; crash += 1) healer.engineStarts('db', container);
  await healer.settled();
  expect(stops).toEqual(['db']);
  expect(told.filter((change) => change.type === 'heal')).toHaveLength(1);
  expect(told).toContainEqual({ type: 'note', message: 'Last log lines of db:\n  last words' });
});

it('leaves alone what a command gave up, until a person starts it', async () => {
  const { healer, starts, told, keepEnding } = healerWith();
  healer.leave(['db']);
  await keepEnding(20_000, () => [crashed('db')]);
  expect([starts, told]).toEqual([[], []]);
  expect(healer.gaveUp('db')).toBe(true);
  healer.pardon('all');
  await keepEnding(100, () => [crashed('db')]);
  expect(starts).toHaveLength(1);
});
