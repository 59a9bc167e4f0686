import type { EdgeTraffic } from '../../services/contract/views/history-view.ts';
import { formatBytes, formatPerSecond } from './format.ts';

export interface Rates {
  /** `12/s`, `3.4 kB/s`: requests where they are counted. */
  readonly short: string;
  /** `12/s, 3.4 kB/s`: all that is counted. */
  readonly long: string;
  /** Anything at all. */
  readonly isBusy: boolean;
}

/** What goes from one service to another, in words; undefined where nobody knows. Where both ends count, requests win. */
export function ratesBetween(traffic: readonly EdgeTraffic[], from: string, to: string): Rates | undefined {
  const counted = traffic.filter((each) => each.from === from && each.to === to);
  const protocols = Map.groupBy(counted, ({ protocol }) => protocol);
  const told = [...protocols.values()].flatMap((group) => group.toSorted((a, b) => Number(b.requestsPerSecond !== undefined) - Number(a.requestsPerSecond !== undefined)).slice(0, 1));
  if (told.length === 0) return undefined;
  const words = (each: EdgeTraffic): readonly string[] => [
    ...(each.requestsPerSecond === undefined ? [] : [formatPerSecond(each.requestsPerSecond)]),
    ...(each.bytesPerSecond === undefined ? [] : [`${formatBytes(each.bytesPerSecond)}/s`]),
  ];
  return {
    short: told.flatMap((each) => words(each)[0] ?? []).join(' '),
    long: told.flatMap(words).join(', '),
    isBusy: told.some(({ requestsPerSecond = 0, bytesPerSecond = 0 }) => requestsPerSecond > 0 || bytesPerSecond > 0),
  };
}
