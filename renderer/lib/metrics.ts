import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { resumed } from '../../services/contract/connect/core-client.ts';
import type { MetricSample, MetricSeries } from '../../services/contract/views/history-view.ts';
import { useCore } from './core.ts';
import { useLive } from './live.ts';

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
}

/** How often a chart of the present asks again: what was recorded comes each ten seconds. */
const refreshMilliseconds = 10_000;
const mostSamples = 900;

/** Recorded measures over time; those of the present are asked for again as they are written. */
export function useMetrics({ file, services, range, seconds }: MetricQuery) {
  const core = useCore();
  return useQuery<readonly MetricSeries[]>({
    queryKey: ['history.metrics', file, services, range, seconds],
    queryFn: ({ signal }) => {
      const until = range?.until ?? Date.now();
      const from = range?.from ?? until - seconds * 1_000;
      return core.history.metrics({ file, ...(services === undefined ? {} : { services: [...services] }), since: new Date(from).toISOString(), until: new Date(until).toISOString() }, { signal, ...resumed });
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
