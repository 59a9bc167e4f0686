import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InfrastructureEvent } from '../contract/results.ts';
import type { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import { toJson } from './json.ts';
import type { Redactor } from './redactor.ts';
import { timestampOf } from './timestamps.ts';

export interface NewEvent {
  readonly stack: string;
  /** At most 50 characters: `service.ready`, `image.pulled`. */
  readonly type: string;
  readonly service?: string;
  readonly status: 'ok' | 'failed' | 'started' | 'warning' | 'info';
  readonly details?: Readonly<Record<string, unknown>>;
  /** Now when left out. */
  readonly timestamp?: Date;
}

export interface EventQuery {
  readonly stack?: string;
  readonly services?: readonly string[];
  readonly type?: string;
  /** ISO 8601. */
  readonly since?: string;
  /** 1,000 when left out, 10,000 at most. */
  readonly limit?: number;
  /** Cursor of an earlier page: the events after it, the oldest first. Without it the newest `limit` events. */
  readonly after?: number;
}

/** For people who look back: conditions of a table's filters. */
export interface EventPageQuery extends Pick<EventQuery, 'stack' | 'services' | 'since' | 'limit'> {
  /** Types that begin with this. */
  readonly type?: string;
  readonly status?: string;
  /** ISO 8601; not included. */
  readonly until?: string;
  /** Text that type, service or details hold; ASCII case does not count. */
  readonly text?: string;
  /** Cursor of a page: the events before it. */
  readonly before?: number;
}

export interface EventPage {
  /** The oldest first. */
  readonly events: readonly InfrastructureEvent[];
  /** For `after`: where the next page or a follower begins. */
  readonly cursor: number;
}

export interface Events {
  /** Resolves when the events are on disk. Secrets in `details` are replaced. */
  append(...events: readonly NewEvent[]): Promise<void>;
  query(query: EventQuery): Promise<EventPage>;
  /** The newest first; `before` leads to older ones and is absent where there are none, `newest` is for `query({ after })`. */
  page(query: EventPageQuery): Promise<{ readonly events: readonly InfrastructureEvent[]; readonly before?: number; readonly newest: number }>;
  /** Every service of a stack that has a history, whether its file still has it or not. Reads all of it. */
  services(stack: string): Promise<readonly string[]>;
  /** First what `query` gives, then what is added by any process, until the signal aborts. */
  follow(query: EventQuery & { readonly signal: AbortSignal }): AsyncIterable<InfrastructureEvent>;
}

type Row = Omit<InfrastructureEvent, 'details'> & { readonly sequence: number; readonly details: string };

const insert = `INSERT INTO infrastructure_events (id, event_type, timestamp, service_name, details, status, stack) VALUES (?, ?, ?, ?, ?, ?, ?)`;
const pollMilliseconds = 150;

export function openEvents(connection: Connection, batch: Batch, redactor: Redactor): Events {
  const query = async (asked: EventQuery): Promise<EventPage> => {
    const { sql, values, after } = select(asked);
    const rows = await connection.read(() => connection.statement<Row>(sql).all(...values));
    const ordered = after === undefined ? rows.toReversed() : rows;
    return { events: ordered.map(toEvent), cursor: ordered.at(-1)?.sequence ?? after ?? (await newest(connection)) };
  };
  return {
    query,
    async page(asked) {
      const { sql, values, limit } = selectPage(asked);
      const rows = await connection.read(() => connection.statement<Row>(sql).all(...values));
      const before = rows.length < limit ? undefined : rows.at(-1)?.sequence;
      return { events: rows.map(toEvent), ...(before === undefined ? {} : { before }), newest: await newest(connection) };
    },
    async services(stack) {
      const rows = await connection.read(() => connection.statement<{ readonly service_name: string }>(`SELECT DISTINCT service_name FROM infrastructure_events WHERE stack = ? AND service_name IS NOT NULL ORDER BY service_name`).all(stack));
      return rows.map(({ service_name: service }) => service);
    },
    async append(...events) {
      await batch.add(events.map((event) => ({ sql: insert, values: rowOf(event, redactor) })));
    },
    async *follow({ signal, ...asked }) {
      let page = await query(asked);
      while (!signal.aborted) {
        yield* page.events;
        if (page.events.length === 0) await sleep(pollMilliseconds, undefined, { signal }).catch(ignoreAbort);
        if (!signal.aborted) page = await query({ ...asked, limit: 1_000, after: page.cursor });
      }
    },
  };
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}

function rowOf(event: NewEvent, redactor: Redactor): readonly unknown[] {
  const details = toJson(redactor.redactValue(event.details ?? {}), `The details of the event ${event.type}`);
  return [randomUUID(), event.type, timestampOf(event.timestamp), event.service ?? null, details, event.status, event.stack];
}

async function newest(connection: Connection): Promise<number> {
  const row = await connection.read(() => connection.statement<{ readonly seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'infrastructure_events'`).get());
  return row?.seq ?? 0;
}

interface Conditions {
  readonly where: string[];
  readonly values: unknown[];
}

function demand({ where, values }: Conditions, condition: string, ...more: readonly unknown[]): void {
  where.push(condition);
  values.push(...more);
}

function commonConditions(query: Pick<EventQuery, 'stack' | 'services' | 'since'>): Conditions {
  const conditions: Conditions = { where: [], values: [] };
  if (query.stack !== undefined) demand(conditions, 'stack = ?', query.stack);
  if (query.services !== undefined && query.services.length > 0) demand(conditions, `service_name IN (${query.services.map(() => '?').join(', ')})`, ...query.services);
  if (query.since !== undefined) demand(conditions, 'timestamp >= ?', timestampOf(new Date(query.since)));
  return conditions;
}

function statementOf({ where, values }: Conditions, order: 'ASC' | 'DESC', limit: number): { readonly sql: string; readonly values: readonly unknown[] } {
  const filter = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  return { sql: `SELECT sequence, id, event_type, timestamp, service_name, details, status FROM infrastructure_events ${filter} ORDER BY sequence ${order} LIMIT ?`, values: [...values, limit] };
}

const limitOf = (limit: number | undefined, most: number): number => Math.min(Math.max(1, Math.trunc(limit ?? most / 10)), most);

function select(query: EventQuery): { readonly sql: string; readonly values: readonly unknown[]; readonly after: number | undefined } {
  const conditions = commonConditions(query);
  if (query.type !== undefined) demand(conditions, 'event_type = ?', query.type);
  if (query.after !== undefined) demand(conditions, 'sequence > ?', query.after);
  return { ...statementOf(conditions, query.after === undefined ? 'DESC' : 'ASC', limitOf(query.limit, 10_000)), after: query.after };
}

/** What LIKE would take for wildcards stands for itself. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function selectPage(query: EventPageQuery): { readonly sql: string; readonly values: readonly unknown[]; readonly limit: number } {
  const conditions = commonConditions(query);
  const limit = limitOf(query.limit, 1_000);
  if (query.type !== undefined) demand(conditions, `event_type LIKE ? ESCAPE '\\'`, `${literal(query.type)}%`);
  if (query.status !== undefined) demand(conditions, 'status = ?', query.status);
  if (query.until !== undefined) demand(conditions, 'timestamp < ?', timestampOf(new Date(query.until)));
  if (query.before !== undefined) demand(conditions, 'sequence < ?', query.before);
  if (query.text !== undefined && query.text !== '') {
    const pattern = `%${literal(query.text)}%`;
    demand(conditions, `(event_type LIKE ? ESCAPE '\\' OR service_name LIKE ? ESCAPE '\\' OR details LIKE ? ESCAPE '\\')`, pattern, pattern, pattern);
  }
  return { ...statementOf(conditions, 'DESC', limit), limit };
}

function toEvent({ sequence: _sequence, ...row }: Row): InfrastructureEvent {
  return { ...row, details: JSON.parse(row.details) as Record<string, unknown> };
}
