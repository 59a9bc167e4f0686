import type { MetricSample, MetricType } from '../../../services/contract/views/history-view.ts';
import { useMetricSamples } from '../../lib/metrics.ts';

/** The oldest first, a sample a second. */
export type RecentMetrics = readonly MetricSample[];

/** What all services take, since somebody looks. */
export const useRecentMetrics = (file: string): RecentMetrics => useMetricSamples(file, true);

export const newestOf = (metrics: RecentMetrics, service: string, type: MetricType): number | undefined => metrics.at(-1)?.services[service]?.[type];
