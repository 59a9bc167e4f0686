import { z } from 'zod';
import type { InfrastructureEvent } from '../results.ts';

/** infrastructure_events, the newest first. */
export const eventPageRequestSchema = z.strictObject({
  /** Of one stack; of all when left out. */
  file: z.string().optional(),
  services: z.array(z.string()).optional(),
  /** Types that begin with this: `service.` or `service.ready`. */
  type: z.string().optional(),
  status: z.string().optional(),
  /** Text that type, service or details hold; case does not count. */
  text: z.string().max(200).optional(),
  /** ISO 8601. */
  since: z.string().optional(),
  until: z.string().optional(),
  /** A cursor of an earlier page: the events before it. */
  before: z.int().optional(),
  limit: z.int().min(1).max(1_000).optional(),
});
export type EventPageRequest = z.infer<typeof eventPageRequestSchema>;

export interface EventsPage {
  /** The newest first. */
  readonly events: readonly InfrastructureEvent[];
  /** For the page of older ones; absent where there are none. */
  readonly before?: number;
  /** The newest cursor now, for `events.follow`. */
  readonly newest: number;
}

export const eventFollowSchema = eventPageRequestSchema.pick({ file: true, services: true, type: true }).extend({
  /** Cursor after which to begin; only new ones when left out. */
  after: z.int().optional(),
});

/** One item of `events.follow`. */
export interface EventBatch {
  /** The oldest first. */
  readonly events: readonly InfrastructureEvent[];
  readonly cursor: number;
}

export const metricTypes = ['cpu.percent', 'memory.bytes', 'network.received', 'network.sent', 'restarts'] as const;
export type MetricType = (typeof metricTypes)[number];

export const metricQuerySchema = z.strictObject({
  file: z.string().min(1),
  services: z.array(z.string()).optional(),
  types: z.array(z.enum(metricTypes)).optional(),
  /** ISO 8601; the last hour when left out. */
  since: z.string().optional(),
  until: z.string().optional(),
  /** Most points of one series: more are thinned by the mean of equal spans, gaps stay gaps. 600 when left out. */
  points: z.int().min(10).max(5_000).optional(),
});

/** One line of a chart: a service's measure over time. CPU in percent of one core, memory in bytes, network in bytes per second. */
export interface MetricSeries {
  readonly service: string;
  readonly type: MetricType;
  /** Milliseconds since 1970, rising. */
  readonly times: readonly number[];
  /** `null`: nothing was measured in that span. */
  readonly values: readonly (number | null)[];
}

/** What goes over an edge of the graph now: the mean of up to the last ten seconds, as who stands at one end of it counts. */
export interface EdgeTraffic {
  readonly from: string;
  readonly to: string;
  /** As the graph's edges name it. */
  readonly protocol: string;
  /** Requests or commands; absent where only bytes are counted. */
  readonly requestsPerSecond?: number;
  /** In both directions together; absent where only requests are counted. */
  readonly bytesPerSecond?: number;
}

/** One item of `followTraffic`, each two seconds while somebody follows: every edge whose traffic is known now. */
export interface TrafficSample {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly edges: readonly EdgeTraffic[];
}

/** One item of `metrics.follow`: the services' newest measures, each second while somebody follows. */
export interface MetricSample {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly services: Readonly<Record<string, Readonly<Partial<Record<MetricType, number>>>>>;
}
