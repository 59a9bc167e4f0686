import type { Connection } from './connection.ts';
import { reachedBy } from './database-file.ts';
import type { Database } from './sqlite.ts';

export interface RetentionOptions {
  /** Size of the file in bytes; 256 MiB when left out. The oldest rows go first. */
  readonly maximumBytes?: number;
}

/** Days that rows are kept. */
export interface KeptDays {
  readonly events: number;
  readonly metrics: number;
}

export interface Retention {
  /** Keeps the file below its size: called after each batch, does a bounded amount of work. */
  afterWrite(): Promise<void>;
  /** Removes what is too old. Call when the store is opened and then once an hour. Returns how many rows went. */
  expire(days?: KeptDays): Promise<number>;
}

const day = 86_400_000;
const markEvery = 3_600_000;
const chunk = 5_000;
const usualDays: KeptDays = { events: 30, metrics: 30 };

/**
 * Age is counted in time this installation has lived through, not read from the wall clock, which may jump to 1970, to 2106 or a day
 * ahead: within a process the monotonic clock counts; between two processes the wall clock, one day at most. A row goes when everything
 * up to it was stored so many days of that time ago, plus one day for such a jump.
 */
export function createRetention(connection: Connection, options: RetentionOptions = {}): Retention {
  const maximumBytes = options.maximumBytes ?? 256 * 1024 * 1024;
  let lastPass: number | undefined;
  return {
    async afterWrite() {
      if (!(await connection.read((database) => isOver(database, maximumBytes)))) return;
      await connection.write(trim);
      await connection.read((database) => database.pragma('incremental_vacuum(2000)'));
    },
    async expire(days = usualDays) {
      if (!connection.writable) return 0;
      const now = performance.now();
      const monotonic = lastPass === undefined ? undefined : now - lastPass;
      const lived = await connection.write((database) => passTime(database, monotonic));
      lastPass = now;
      let removed = 0;
      for (;;) {
        const gone = await connection.write((database) => removeOlder(database, lived, days));
        removed += gone.rows;
        if (!gone.mayBeMore) break;
      }
      if (removed > 0) await connection.read((database) => database.pragma('incremental_vacuum'));
      return removed;
    },
  };
}

function isOver(database: Database, maximumBytes: number): boolean {
  const pages = Number(database.pragma('page_count', { simple: true }));
  const free = Number(database.pragma('freelist_count', { simple: true }));
  return (pages - free) * Number(database.pragma('page_size', { simple: true })) > maximumBytes;
}

/** Removes the oldest rows of the table that holds more of them. */
function trim(database: Database): number {
  const count = (table: string): number => {
    const row = database.prepare<[], { first: number | null; last: number | null }>(`SELECT (SELECT min(sequence) FROM ${table}) first, (SELECT max(sequence) FROM ${table}) last`).get();
    return row === undefined || row.first === null || row.last === null ? 0 : row.last - row.first + 1;
  };
  const table = count('infrastructure_events') >= count('infrastructure_metrics') ? 'infrastructure_events' : 'infrastructure_metrics';
  return database.prepare(`DELETE FROM ${table} WHERE sequence IN (SELECT sequence FROM ${table} ORDER BY sequence LIMIT ${chunk})`).run().changes;
}

/** Moves the lived time on and notes once an hour which rows there were then. Returns the lived time in milliseconds. */
function passTime(database: Database, monotonic: number | undefined): number {
  const wall = Date.now();
  const before = database.prepare<[], { wall: number; lived: number }>('SELECT wall, lived FROM retention_clock').get();
  const passed = before === undefined ? 0 : (monotonic ?? Math.min(Math.max(0, wall - before.wall), day));
  const lived = Math.round((before?.lived ?? 0) + passed);
  database.prepare('INSERT INTO retention_clock (one, wall, lived) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET wall = excluded.wall, lived = excluded.lived').run(wall, lived);
  const last = database.prepare<[], { lived: number | null }>('SELECT max(lived) lived FROM retention_marks').get()?.lived ?? undefined;
  if (last === undefined || lived - last >= markEvery) {
    const reached = reachedBy(database);
    database.prepare('INSERT OR IGNORE INTO retention_marks (lived, events, metrics) VALUES (?, ?, ?)').run(lived, reached.events, reached.metrics);
  }
  return lived;
}

function removeOlder(database: Database, lived: number, days: KeptDays): { readonly rows: number; readonly mayBeMore: boolean } {
  const markAt = (kept: number) => database.prepare<[number], { lived: number; events: number; metrics: number }>('SELECT lived, events, metrics FROM retention_marks WHERE lived <= ? ORDER BY lived DESC LIMIT 1').get(lived - (kept + 1) * day);
  const remove = (table: string, sequence: number): number => database.prepare(`DELETE FROM ${table} WHERE sequence IN (SELECT sequence FROM ${table} WHERE sequence <= ? ORDER BY sequence LIMIT ${chunk})`).run(sequence).changes;
  const [events, metrics] = [markAt(days.events), markAt(days.metrics)];
  const goneEvents = remove('infrastructure_events', events?.events ?? 0);
  const goneMetrics = remove('infrastructure_metrics', metrics?.metrics ?? 0);
  const rows = goneEvents + goneMetrics;
  // A mark is needed until all that it tells of is gone: for both tables.
  if (events !== undefined && metrics !== undefined && rows === 0) database.prepare('DELETE FROM retention_marks WHERE lived < ?').run(Math.min(events.lived, metrics.lived));
  return { rows, mayBeMore: goneEvents === chunk || goneMetrics === chunk };
}
