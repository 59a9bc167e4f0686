import type { TrafficCounter, TrafficReading } from '../../../kinds/traffic.ts';

/** A reading, and when its answer was here (monotonic milliseconds). */
export interface Heard {
  readonly reading: TrafficReading;
  readonly at: number;
}

/** What one replica has counted lately. */
export interface Course {
  readonly last: Heard;
  /** When the newest answer was here, also where it told nothing newer. */
  readonly at: number;
  readonly protocol: string;
  /** The oldest first. */
  readonly steps: readonly Step[];
}

export interface Rate {
  readonly requestsPerSecond?: number;
  readonly bytesPerSecond?: number;
}

type Measure = 'requests' | 'bytes';
/** Undefined: it cannot be told. */
type Rise = Readonly<Record<Measure, number | undefined>>;

/** Between two readings. */
interface Step {
  readonly from: number;
  readonly until: number;
  /** By peer; who is missing had no connection, and so sent nothing. */
  readonly rises: ReadonlyMap<string, Rise>;
}

/** Milliseconds that a rate is the mean of, and how much longer a step may be late. */
const WINDOW = 10_000;
const LATE = 500;

const unknown: Rise = { requests: undefined, bytes: undefined };
const nothing: Rise = { requests: 0, bytes: 0 };

export const peerKey = (peer: TrafficCounter['peer']): string => ('to' in peer ? `to ${peer.to}` : `from ${peer.address}`);

/** What is known after one more answer. Pure. */
export function follow(course: Course | undefined, heard: Heard): Course {
  const { reading, at } = heard;
  const begun: Course = { last: heard, at, protocol: reading.protocol, steps: [] };
  if (course === undefined) return begun;
  const before = course.last;
  const [from, until] = reading.time === undefined || before.reading.time === undefined ? [before.at, at] : [before.reading.time, reading.time];
  // Moments of two clocks have no distance, and a clock that was set back says nothing.
  if ((reading.time === undefined) !== (before.reading.time === undefined) || until < from) return begun;
  // It has not counted again; who was there then and is not now shows when it has.
  if (until === from) return { ...course, at };
  const steps = [...course.steps, { from, until, rises: risesBetween(before.reading.counters, reading.counters) }];
  return { ...begun, steps: steps.filter((step) => until - step.from <= WINDOW + LATE) };
}

/**
 * What each peer sent or got. A connection that is new began at nothing. One that has ended took what it had sent since the reading before
 * with it, and one that fell counts anew: what its peer sent meanwhile cannot be told.
 */
function risesBetween(before: readonly TrafficCounter[], now: readonly TrafficCounter[]): ReadonlyMap<string, Rise> {
  const earlier = new Map(before.map((counter) => [counter.key, counter]));
  const rises = new Map<string, Rise>();
  for (const counter of now) {
    const known = earlier.get(counter.key);
    earlier.delete(counter.key);
    const peer = peerKey(counter.peer);
    const rise = { requests: difference(known, counter, 'requests'), bytes: difference(known, counter, 'bytes') };
    rises.set(peer, sum(rises.get(peer) ?? nothing, rise));
  }
  for (const { peer } of earlier.values()) rises.set(peerKey(peer), unknown);
  return rises;
}

function difference(before: TrafficCounter | undefined, now: TrafficCounter, measure: Measure): number | undefined {
  const [from, to] = [before === undefined ? 0 : before[measure], now[measure]];
  return from === undefined || to === undefined || to < from ? undefined : to - from;
}

function sum(left: Rise, right: Rise): Rise {
  const add = (measure: Measure): number | undefined => (left[measure] === undefined || right[measure] === undefined ? undefined : left[measure] + right[measure]);
  return { requests: add('requests'), bytes: add('bytes') };
}

/** Of each peer that the newest reading has, by `peerKey`; an empty rate where nothing can be told. Pure. */
export function ratesOf({ last, steps }: Course): ReadonlyMap<string, Rate> {
  return new Map(last.reading.counters.map(({ peer }) => {
    const key = peerKey(peer);
    const [requests, bytes] = [perSecond(steps, key, 'requests'), perSecond(steps, key, 'bytes')];
    return [key, { ...(requests === undefined ? {} : { requestsPerSecond: requests }), ...(bytes === undefined ? {} : { bytesPerSecond: bytes }) }];
  }));
}

/** The mean since the last moment of which nothing can be told. */
function perSecond(steps: readonly Step[], peer: string, measure: Measure): number | undefined {
  let [total, milliseconds] = [0, 0];
  for (const { from, until, rises } of steps.toReversed()) {
    const rise = (rises.get(peer) ?? nothing)[measure];
    if (rise === undefined) break;
    total += rise;
    milliseconds += until - from;
  }
  return milliseconds === 0 ? undefined : (total / milliseconds) * 1000;
}
