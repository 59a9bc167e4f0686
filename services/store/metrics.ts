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

export interface Metrics {
  append(...metrics: readonly NewMetric[]): Promise<void>;
  /** The oldest first. */
  query(query: MetricQuery): Promise<readonly Metric[]>;
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
  };
}

function rowOf(metric: NewMetric, redactor: Redactor): readonly unknown[] {
  if (!Number.isFinite(metric.value)) throw new StackyardError('UNSUPPORTED', `The metric ${metric.type} is ${metric.value}, not a finite number.`, { hint: 'Leave out a metric that could not be measured.' });
  const tags = toJson(redactor.redactValue(metric.tags ?? {}), `The tags of the metric ${metric.type}`);
  return [randomUUID(), metric.type, timestampOf(metric.timestamp), metric.service ?? null, metric.value, tags, metric.stack];
}
