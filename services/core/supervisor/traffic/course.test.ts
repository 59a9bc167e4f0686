import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrafficCounter } from '../../../kinds/traffic.ts';
import { follow, ratesOf, type Course, type Rate } from './course.ts';

const counter = (key: string, counts: Pick<TrafficCounter, 'requests' | 'bytes'>, address = '172.18.0.5'): TrafficCounter => ({ key, peer: { address }, ...counts });

interface Answer {
  readonly at: number;
  readonly time?: number;
  readonly counters: readonly TrafficCounter[];
}

const courseOf = (answers: readonly Answer[]): Course | undefined => answers.reduce<Course | undefined>((course, { at, time, counters }) => follow(course, { at, reading: { protocol: 'redis', counters, ...(time === undefined ? {} : { time }) } }), undefined);
const rateOf = (answers: readonly Answer[], address = '172.18.0.5'): Rate | undefined => {
  const course = courseOf(answers);
  return course === undefined ? undefined : ratesOf(course).get(`from ${address}`);
};

test('a first answer tells no rate, the second does', () => {
  const first = { at: 1_000, counters: [counter('a', { requests: 500, bytes: 9_000 })] };
  expect(rateOf([first])).toEqual({});
  expect(rateOf([first, { at: 3_000, counters: [counter('a', { requests: 520, bytes: 9_100 })] }])).toEqual({ requestsPerSecond: 10, bytesPerSecond: 50 });
});

test('a rate is the mean of the last ten seconds, so that it stays calm', () => {
  const answers = Array.from({ length: 20 }, (_, index) => ({ at: index * 2_000, counters: [counter('a', { requests: Math.floor(index / 5) * 10 })] }));
  expect(rateOf(answers)).toEqual({ requestsPerSecond: 1 });
});

test('a counter that fell has no rate, and never one below zero, until it has risen again', () => {
  const fell = [{ at: 0, counters: [counter('a', { bytes: 1_000 })] }, { at: 2_000, counters: [counter('a', { bytes: 3_000 })] }, { at: 4_000, counters: [counter('a', { bytes: 100 })] }];
  expect(rateOf(fell)).toEqual({});
  expect(rateOf([...fell, { at: 6_000, counters: [counter('a', { bytes: 300 })] }])).toEqual({ bytesPerSecond: 100 });
});

test('a connection that is new began at nothing', () => {
  expect(rateOf([{ at: 0, counters: [counter('a', { bytes: 0 })] }, { at: 2_000, counters: [counter('a', { bytes: 0 }), counter('b', { bytes: 400 })] }])).toEqual({ bytesPerSecond: 200 });
});

test('what a connection that ended had sent cannot be told, and is not told as less', () => {
  const ended = [{ at: 0, counters: [counter('a', { bytes: 10 }), counter('b', { bytes: 10 })] }, { at: 2_000, counters: [counter('a', { bytes: 30 })] }];
  expect(rateOf(ended)).toEqual({});
  expect(rateOf([...ended, { at: 4_000, counters: [counter('a', { bytes: 50 })] }])).toEqual({ bytesPerSecond: 10 });
});

test('an end at one address leaves what the others send', () => {
  const answers = [{ at: 0, counters: [counter('a', { bytes: 0 }), counter('b', { bytes: 0 }, '172.18.0.6')] }, { at: 2_000, counters: [counter('b', { bytes: 20 }, '172.18.0.6')] }];
  expect(rateOf(answers, '172.18.0.6')).toEqual({ bytesPerSecond: 10 });
  expect(rateOf(answers)).toBeUndefined();
});

test('a service with moments of its own is asked more often than it counts', () => {
  const at = (asked: number, time: number, bytes: number): Answer => ({ at: asked, time, counters: [counter('a', { bytes })] });
  expect(rateOf([at(0, 50_000, 0), at(2_000, 50_000, 0)])).toEqual({});
  expect(rateOf([at(0, 50_000, 0), at(2_000, 50_000, 0), at(4_000, 55_000, 500), at(6_000, 55_000, 500)])).toEqual({ bytesPerSecond: 100 });
});

test('moments of two clocks, and of one that was set back, tell nothing', () => {
  const counters = (bytes: number) => [counter('a', { bytes })];
  expect(rateOf([{ at: 0, counters: counters(0) }, { at: 2_000, time: 55_000, counters: counters(10) }])).toEqual({});
  expect(rateOf([{ at: 0, time: 60_000, counters: counters(0) }, { at: 2_000, time: 55_000, counters: counters(10) }])).toEqual({});
});

test('counters that stop being told have no rate', () => {
  expect(rateOf([{ at: 0, counters: [counter('a', { bytes: 0, requests: 0 })] }, { at: 2_000, counters: [counter('a', { requests: 4 })] }])).toEqual({ requestsPerSecond: 2 });
});

test('whatever is counted, no rate is negative or endless', () => {
  const counters = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), peer: fc.constantFrom({ address: '1' }, { address: '2' }, { to: 'x' }), requests: fc.nat(100), bytes: fc.nat(1_000) }, { requiredKeys: ['key', 'peer'] }), { maxLength: 4 });
  const answers = fc.array(fc.record({ wait: fc.nat(5_000), time: fc.option(fc.nat(50_000), { nil: undefined }), counters }), { maxLength: 12 });
  fc.assert(
    fc.property(answers, (given) => {
      let at = 0;
      const course = courseOf(given.map(({ wait, time, ...rest }) => ({ at: (at += wait), ...rest, ...(time === undefined ? {} : { time }) })));
      for (const rate of course === undefined ? [] : ratesOf(course).values()) for (const each of Object.values(rate) as readonly number[]) expect(each >= 0 && Number.isFinite(each)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
