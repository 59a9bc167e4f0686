import { randomUUID } from 'node:crypto';
import { StackyardError } from '../contract/errors.ts';
import type { JsonValue } from '../topology/types.ts';
import type { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import { toJson } from './json.ts';
import type { Redactor } from './redactor.ts';
import { timestampOf } from './timestamps.ts';

export interface NewMetric {
  readonly stack: string;
  /** At most 50 characters: `cpu.percent`, `memory.bytes`. */
  readonly type: string;
  readonly service?: string;
  readonly value: number;
  readonly tags?: Readonly<Record<string, JsonValue>>;
  readonly timestamp?: Date;
}

export interface Metric {
  readonly id: string;
  readonly metric_type: string;
  readonly timestamp: string;
  readonly service_name: string | null;
  readonly value: number;
  readonly tags: Readonly<Record<string, JsonValue>>;
}

export interface MetricQuery {
  readonly stack?: string;
  readonly type?: string;
  readonly service?: string;
  /** ISO 8601; `since` is included, `until` is not. */
  readonly since?: string;
  readonly until?: string;
  /** The newest that many: 1,000 when left out, 10,000 at most. */
  readonly limit?: number;
}

export interface SeriesQuery {
  readonly stack: string;
  readonly services?: readonly string[];
  readonly types?: readonly string[];
  /** Milliseconds since 1970; `since` is included, `until` is not. */
  readonly since: number;
  readonly until: number;
  /** Into how many equal spans the time is cut. */
  readonly points: number;
}

/** One measure of one service over time. */
export interface Series {
  readonly service: string;
  readonly type: string;
  /** The middle of each span, in milliseconds since 1970. */
  readonly times: readonly number[];
  /** The mean of the span, of all replicas together; null where nothing was measured. */
  readonly values: readonly (number | null)[];
}

export interface Metrics {
  append(...metrics: readonly NewMetric[]): Promise<void>;
  /** The oldest first. */
  query(query: MetricQuery): Promise<readonly Metric[]>;
  /** Thinned for charts: as many points as a chart has room for, however much was measured. */
  series(query: SeriesQuery): Promise<readonly Series[]>;
}

const insert = 'INSERT INTO infrastructure_metrics (id, metric_type, timestamp, service_name, value, tags, stack) VALUES (?, ?, ?, ?, ?, ?, ?)';

export function openMetrics(connection: Connection, batch: Batch, redactor: Redactor): Metrics {
  return {
    async append(...metrics) {
      await batch.add(metrics.map((metric) => ({ sql: insert, values: rowOf(metric, redactor) })));
    },
    async query(query) {
      const conditions: readonly (readonly [string, unknown])[] = [
        ['stack = ?', query.stack],
        ['metric_type = ?', query.type],
        ['service_name = ?', query.service],
        ['timestamp >= ?', query.since === undefined ? undefined : timestampOf(new Date(query.since))],
        ['timestamp < ?', query.until === undefined ? undefined : timestampOf(new Date(query.until))],
      ];
      const asked = conditions.filter(([, value]) => value !== undefined);
      const where = asked.length === 0 ? '' : `WHERE ${asked.map(([condition]) => condition).join(' AND ')}`;
      const sql = `SELECT id, metric_type, timestamp, service_name, value, tags FROM infrastructure_metrics ${where} ORDER BY timestamp DESC LIMIT ?`;
      const limit = Math.min(Math.max(1, Math.trunc(query.limit ?? 1_000)), 10_000);
      const rows = await connection.read(() => connection.statement<Omit<Metric, 'tags'> & { readonly tags: string }>(sql).all(...asked.map(([, value]) => value), limit));
      return rows.toReversed().map((row) => ({ ...row, tags: JSON.parse(row.tags) as Metric['tags'] }));
    },
    async series(query) {
      if (query.until <= query.since) return [];
      const { sql, values } = spansQuery(query);
      return seriesOf(await connection.read(() => connection.statement<SpanRow>(sql).all(...values)), query);
    },
  };
}

interface SpanRow {
  readonly service: string;
  readonly type: string;
  readonly span: number;
  readonly mean: number;
}

function spansQuery({ stack, services = [], types = [], since, until, points }: SeriesQuery): { readonly sql: string; readonly values: readonly unknown[] } {
  const among = (column: string, values: readonly string[]): string => (values.length === 0 ? '' : `AND ${column} IN (${values.map(() => '?').join(', ')})`);
  // Julian days: SQLite's own way from ISO text to a number, exact to the millisecond.
  const sql = `SELECT service_name service, metric_type type, CAST(((julianday(timestamp) - 2440587.5) * 86400000 - ?) * ? / ? AS INTEGER) span, SUM(value) / COUNT(DISTINCT timestamp) mean
    FROM infrastructure_metrics WHERE timestamp >= ? AND timestamp < ? AND stack = ? AND service_name IS NOT NULL ${among('service_name', services)} ${among('metric_type', types)}
    GROUP BY service, type, span ORDER BY service, type, span`;
  return { sql, values: [since, points, until - since, timestampOf(new Date(since)), timestampOf(new Date(until)), stack, ...services, ...types] };
}

function seriesOf(rows: readonly SpanRow[], { since, until, points }: SeriesQuery): readonly Series[] {
  const width = (until - since) / points;
  const times = Array.from({ length: points }, (_, span) => Math.round(since + (span + 0.5) * width));
  const found = new Map<string, { readonly service: string; readonly type: string; readonly values: (number | null)[] }>();
  for (const { service, type, span, mean } of rows) {
    const key = `${service}\n${type}`;
    const series = found.get(key) ?? { service, type, values: Array.from<number | null>({ length: points }).fill(null) };
    found.set(key, series);
    series.values[Math.min(points - 1, Math.max(0, span))] = mean;
  }
  return [...found.values()].map((each) => ({ ...each, times }));
}

function rowOf(metric: NewMetric, redactor: Redactor): readonly unknown[] {
  if (!Number.isFinite(metric.value)) throw new StackyardError('UNSUPPORTED', `The metric ${metric.type} is ${metric.value}, not a finite number.`, { hint: 'Leave out a metric that could not be measured.' });
  const tags = toJson(redactor.redactValue(metric.tags ?? {}), `The tags of the metric ${metric.type}`);
  return [randomUUID(), metric.type, timestampOf(metric.timestamp), metric.service ?? null, metric.value, tags, metric.stack];
}
