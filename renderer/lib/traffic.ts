import { useEffect, useState } from 'react';
import { resumed } from '../../services/contract/connect/core-client.ts';
import type { EdgeTraffic, TrafficSample } from '../../services/contract/views/history-view.ts';
import { useCore } from './core.ts';
import { useLive } from './live.ts';

/** So long (milliseconds) a rate is of now: samples come each two seconds. */
const freshMilliseconds = 6_000;

interface Told {
  readonly sample: TrafficSample;
  /** By `performance.now`. */
  readonly at: number;
}

const nothing: readonly EdgeTraffic[] = [];

/** What goes over the edges of the stack now, followed while it is wanted; an edge that is not there has no rate that anyone knows. */
export function useTraffic(file: string, isWanted: boolean): readonly EdgeTraffic[] {
  const core = useCore();
  const [openedAt] = useState(() => performance.now());
  const [stale, setStale] = useState<Told>();
  const { data, error } = useLive<TrafficSample, Told>({
    key: ['history.followTraffic', file],
    open: !isWanted ? undefined : (signal) => core.history.followTraffic({ file }, { signal, ...resumed }),
    reduce: (_before, sample) => ({ sample, at: performance.now() }),
  });
  useEffect(() => {
    if (data === undefined) return undefined;
    const timer = setTimeout(() => setStale(data), Math.max(0, data.at + freshMilliseconds - performance.now()));
    return () => clearTimeout(timer);
  }, [data]);
  return data === undefined || data === stale || data.at < openedAt || error !== undefined ? nothing : data.sample.edges;
}
