import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { MetricSample, MetricType } from '../../../services/contract/views/history-view.ts';
import { useCore } from '../../lib/core.ts';
import { useLive } from '../../lib/live.ts';

/** The oldest first, a sample a second. */
export type RecentMetrics = readonly MetricSample[];

const mostSamples = 120;
const none: RecentMetrics = [];

export const withSample = (before: RecentMetrics | undefined, sample: MetricSample): RecentMetrics => [...(before ?? none).slice(1 - mostSamples), sample];

/** What all services take, over the last two minutes that somebody looked. */
export function useRecentMetrics(file: string): RecentMetrics {
  const core = useCore();
  return useLive({ key: ['history.followMetrics', file], open: (signal) => core.history.followMetrics({ file }, { signal, ...resumed }), reduce: withSample }).data ?? none;
}

export const seriesOf = (metrics: RecentMetrics, service: string, type: MetricType): readonly (number | null)[] => metrics.map(({ services }) => services[service]?.[type] ?? null);

export const newestOf = (metrics: RecentMetrics, service: string, type: MetricType): number | undefined => metrics.at(-1)?.services[service]?.[type];
