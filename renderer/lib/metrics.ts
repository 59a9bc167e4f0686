import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { resumed } from '../../services/contract/connect/core-client.ts';
import type { MetricSample, MetricSeries, MetricType } from '../../services/contract/views/history-view.ts';
import { useCore } from './core.ts';
import { useLive } from './live.ts';
import { loadsOf, type Load } from './loads.ts';

/** Milliseconds since 1970. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

export interface MetricQuery {
  readonly file: string;
  /** All when left out. */
  readonly services?: readonly string[];
  /** A range that stands still; the last `seconds` when left out. */
  readonly range?: TimeRange;
  readonly seconds: number;
  /** All when left out. */
  readonly types?: readonly MetricType[];
  /** As many as a chart of the whole width has room for when left out. */
  readonly points?: number;
}

/** How often a chart of the present asks again: what was recorded comes each ten seconds. */
const refreshMilliseconds = 10_000;
const mostSamples = 900;

/** Recorded measures over time; those of the present are asked for again as they are written. */
export function useMetrics({ file, services, range, seconds, types, points }: MetricQuery) {
  const core = useCore();
  return useQuery<readonly MetricSeries[]>({
    queryKey: ['history.metrics', file, services, range, seconds, types, points],
    queryFn: ({ signal }) => {
      const until = range?.until ?? Date.now();
      const from = range?.from ?? until - seconds * 1_000;
      return core.history.metrics({ file, ...(services === undefined ? {} : { services: [...services] }), ...(types === undefined ? {} : { types: [...types] }), ...(points === undefined ? {} : { points }), since: new Date(from).toISOString(), until: new Date(until).toISOString() }, { signal, ...resumed });
    },
    placeholderData: keepPreviousData,
    ...(range === undefined ? { refetchInterval: refreshMilliseconds } : {}),
  });
}

/** Measures of each second, while somebody looks. */
export function useMetricSamples(file: string, wanted: boolean): readonly MetricSample[] {
  const core = useCore();
  const { data } = useLive<MetricSample, readonly MetricSample[]>({
    key: ['history.followMetrics', file],
    open: wanted ? (signal) => core.history.followMetrics({ file }, { signal, ...resumed }) : undefined,
    reduce: (before = [], sample) => [...before.slice(-mostSamples), sample],
  });
  return data ?? [];
}

const loadSeconds = 300;
const loadTypes: readonly MetricType[] = ['cpu.percent', 'memory.bytes'];
// Twice what is recorded in that time: none falls together with its neighbour.
const loadPoints = 60;

/** By service, from what is recorded anyway: an open screen costs the engine nothing more. */
export function useLoads(file: string): ReadonlyMap<string, Load> {
  const { data } = useMetrics({ file, seconds: loadSeconds, types: loadTypes, points: loadPoints });
  return useMemo(() => loadsOf(data ?? []), [data]);
}
