import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from './code-of.ts';
import { readPrivateFile, tightenFile, writePrivateFile } from './private-files.ts';
import { applicationId } from './schema.ts';
import { openSqlite, type Database } from './sqlite.ts';

/** Where the store's files are. */
export interface StorePaths {
  readonly directory: string;
  readonly database: string;
  /** Says that a store was here, and how far it had come: an emptied or cut file must not pass for a new one. */
  readonly mark: string;
  readonly lock: string;
  readonly backups: string;
  readonly damaged: string;
}

export function storePaths(directory: string): StorePaths {
  return {
    directory,
    database: join(directory, 'stackyard.db'),
    mark: join(directory, 'stackyard.db.mark.json'),
    lock: join(directory, 'stackyard.db.lock'),
    backups: join(directory, 'backups'),
    damaged: join(directory, 'damaged'),
  };
}

export type Inspection =
  | { readonly state: 'good'; readonly database: Database }
  | { readonly state: 'missing' }
  | { readonly state: 'older'; readonly database: Database; readonly version: number }
  | { readonly state: 'newer'; readonly version: number }
  | { readonly state: 'damaged'; readonly reason: string };

// Checked whole at each open up to this size (1 MB: some 5 ms); larger files are checked before each backup, and any
// SQLITE_CORRUPT on the way leads to recovery as well.
export const checkedAtOpenBytes = 1024 * 1024;

/** Opens and judges the file without changing it. Throws SQLITE_BUSY errors and those of the file system. */
export async function inspect(path: string, options: { readonly version: number; readonly mark?: Mark | undefined; readonly thorough?: boolean }): Promise<Inspection> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { state: 'missing' };
  tightenFile(path);
  if (found.size === 0) return { state: 'damaged', reason: 'the file is empty' };
  let database: Database | undefined;
  try {
    database = await openSqlite(path, { mustExist: true });
    const judged = judge(database, { ...options, size: found.size });
    if (judged.state !== 'good' && judged.state !== 'older') database.close();
    return judged;
  } catch (error) {
    database?.close();
    if (isDamage(error)) return { state: 'damaged', reason: error instanceof Error ? error.message : String(error) };
    throw error;
  }
}

function judge(database: Database, options: { readonly version: number; readonly mark?: Mark | undefined; readonly thorough?: boolean; readonly size: number }): Inspection {
  const version = numberOf(database.pragma('user_version', { simple: true }));
  if (numberOf(database.pragma('application_id', { simple: true })) !== applicationId) return { state: 'damaged', reason: 'it is not a Stackyard store' };
  if (version > options.version) return { state: 'newer', version };
  if (version < 1) return { state: 'damaged', reason: 'its tables are gone' };
  if (options.thorough === true || options.size <= checkedAtOpenBytes) {
    const verdict = String(database.pragma('quick_check(1)', { simple: true }));
    if (verdict !== 'ok') return { state: 'damaged', reason: verdict.replaceAll(/\s+/g, ' ').slice(0, 200) };
  }
  if (version < options.version) return { state: 'older', database, version };
  const reached = reachedBy(database);
  const mark = options.mark;
  if (mark !== undefined && (reached.events < mark.events || reached.metrics < mark.metrics)) return { state: 'damaged', reason: 'its newest records are gone' };
  return { state: 'good', database };
}

export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error)) || (error instanceof Error && /no such (table|column)|malformed/.test(error.message) && codeOf(error) === 'SQLITE_ERROR');
}

const markSchema = z.object({ events: z.int().min(0), metrics: z.int().min(0), backedUpAt: z.number().optional() });

/** Last sequence numbers known to be stored; `backedUpAt` in milliseconds since 1970. */
export type Mark = z.infer<typeof markSchema>;

export function readMark(paths: StorePaths): Mark | undefined {
  const text = readPrivateFile(paths.mark);
  if (text === undefined) return undefined;
  try {
    return markSchema.parse(JSON.parse(text));
  } catch {
    return { events: 0, metrics: 0 }; // a damaged mark still says that a store was here
  }
}

export function writeMark(paths: StorePaths, mark: Mark): void {
  writePrivateFile(paths.mark, JSON.stringify(mark));
}

/** The highest sequence numbers ever given, also to rows that retention has removed. */
export function reachedBy(database: Database): Mark {
  const rows = database.prepare<[], { name: string; seq: number }>(`SELECT name, seq FROM sqlite_sequence WHERE name LIKE 'infrastructure_%'`).all();
  const of = (table: string): number => rows.find((row) => row.name === table)?.seq ?? 0;
  return { events: of('infrastructure_events'), metrics: of('infrastructure_metrics') };
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
