import type { MetricSample, MetricType } from '../../../services/contract/views/history-view.ts';
import { useMetricSamples } from '../../lib/metrics.ts';

/** The oldest first, a sample a second. */
export type RecentMetrics = readonly MetricSample[];

const mostSamples = 120;

/** What all services take, over the last two minutes that somebody looked. */
export const useRecentMetrics = (file: string): RecentMetrics => useMetricSamples(file, true).slice(-mostSamples);

export const seriesOf = (metrics: RecentMetrics, service: string, type: MetricType): readonly (number | null)[] => metrics.map(({ services }) => services[service]?.[type] ?? null);

export const newestOf = (metrics: RecentMetrics, service: string, type: MetricType): number | undefined => metrics.at(-1)?.services[service]?.[type];
