import { exchangeHttp } from '../http-exchange.ts';
import type { Reach } from '../kind.ts';
import { metricLines, type MetricLine } from '../prometheus.ts';
import { countOf, type TrafficCounter, type TrafficReading } from '../traffic.ts';

/** Of Envoy's many hundred statistics three per cluster. Envoy matches it anywhere in the statistic's own name. */
const filter = String.raw`^cluster\..*\.upstream_(rq_total|cx_[rt]x_bytes_total)$`;

/**
 * A cluster is named `SERVICE.PORT`, or `SERVICE.PORT#2`. Envoy ends a cluster's name in its metrics at the first dot, and makes the rest
 * a part of the metric's. Envoy's own cluster `admin` has no rest.
 */
const metric = /^envoy_cluster_(?<rest>.+)_upstream_(?<what>rq_total|cx_[rt]x_bytes_total)$/;

/** Requests that Envoy sent to each target, retries counted as often as they were sent, and bytes of its connections to it. */
export async function envoyTraffic(reach: Reach): Promise<TrafficReading> {
  const { status, text } = await exchangeHttp({ ...reach.address('health'), path: `/metrics?filter=${encodeURIComponent(filter)}`, signal: reach.signal });
  if (status !== 200) throw new Error(`Envoy refused /metrics: status ${status}`);
  return { protocol: 'http', counters: readClusters(metricLines(text)) };
}

/** Exported for its test. Pure. */
export function readClusters(lines: Iterable<MetricLine>): readonly TrafficCounter[] {
  const clusters = new Map<string, TrafficCounter>();
  for (const { name, labels, value } of lines) {
    const { rest, what } = metric.exec(name)?.groups ?? {};
    const to = labels['envoy_cluster_name'];
    const count = countOf(value);
    if (rest === undefined || to === undefined || count === undefined) continue;
    const key = `${to} ${rest}`;
    const known = clusters.get(key) ?? { key, peer: { to } };
    clusters.set(key, what === 'rq_total' ? { ...known, requests: count } : { ...known, bytes: (known.bytes ?? 0) + count });
  }
  return [...clusters.values()];
}
