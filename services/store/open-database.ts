import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../contract/errors.ts';
import { patiently } from './busy.ts';
import { inspect, readMark, storePaths, writeMark, type Inspection, type StorePaths } from './database-file.ts';
import { tryLockFile } from './file-lock.ts';
import { createDatabase, migrate } from './migrate.ts';
import { codeOf } from './code-of.ts';
import { privateDirectory, syncDirectory, tightenFile } from './private-files.ts';
import { recover } from './recovery.ts';
import type { Migration } from './schema.ts';
import { openSqliteBytes, type Database } from './sqlite.ts';
import { storageFailure } from './storage-failure.ts';

export interface OpenOptions {
  readonly directory: string;
  readonly migrations: readonly Migration[];
  readonly signal?: AbortSignal;
  /** Told by an operation: do not believe a quick look at the file. */
  readonly suspect?: string | undefined;
}

export interface Opened {
  readonly database: Database;
  readonly paths: StorePaths;
  readonly notices: readonly string[];
  /** False in a directory that cannot be written: history can be read, nothing is recorded. */
  readonly writable: boolean;
}

/** Opens the store; creates, migrates or restores it first where that is needed, one process at a time. */
export async function openDatabase(options: OpenOptions): Promise<Opened> {
  const paths = storePaths(options.directory);
  for (let attempt = 1; ; attempt++) {
    try {
      return await openWritable(paths, options);
    } catch (error) {
      if (!isReadOnly(error) && !isDiskError(error)) throw error instanceof StackyardError || codeOf(error) === '' ? error : unusable(paths, error);
      if (attempt === 5) {
        if (isReadOnly(error)) return openReadOnly(paths, options);
        throw unusable(paths, error);
      }
    }
    // The same errors come while another process moves a damaged file aside, piece by piece.
    await sleep(attempt * 10, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

async function openWritable(paths: StorePaths, options: OpenOptions): Promise<Opened> {
  privateDirectory(paths.directory);
  const quick = await look(paths, options);
  if (quick.state === 'good' && options.suspect === undefined) return ready(paths, quick.database, []);
  if (quick.state === 'good' || quick.state === 'older') quick.database.close();
  if (quick.state === 'newer') throw madeByNewer(paths, quick.version, options.migrations.length);
  await using _lock = await storeLock(paths, options.signal);
  return await settle(paths, options);
}

async function look(paths: StorePaths, options: OpenOptions): Promise<Inspection> {
  // The mark first: the file can only be further than it.
  const mark = readMark(paths);
  return patiently(() => inspect(paths.database, { version: options.migrations.length, mark, thorough: options.suspect !== undefined }), {
    object: `the store ${paths.database}`,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

async function settle(paths: StorePaths, options: OpenOptions): Promise<Opened> {
  const notices: string[] = [];
  // Two rounds: the first may create, migrate or restore, the second must find a good file.
  for (let round = 0; round < 3; round++) {
    const found = await look(paths, round === 0 ? options : { ...options, suspect: undefined });
    switch (found.state) {
      case 'good':
        return ready(paths, found.database, notices);
      case 'newer':
        throw madeByNewer(paths, found.version, options.migrations.length);
      case 'missing':
        if (readMark(paths) === undefined) await createFirst(paths, options.migrations);
        else notices.push(await recover(paths, options.migrations, 'missing'));
        break;
      case 'damaged':
        notices.push(await recover(paths, options.migrations, found.reason));
        break;
      case 'older':
        await patiently(() => migrate(found.database, paths, options.migrations), { object: `the store ${paths.database}` });
        found.database.close();
        break;
    }
  }
  throw new StackyardError('STORE_DAMAGED', `The store ${paths.database} could not be restored: it is damaged again at once.`, { hint: 'Check the disk, or set STACKYARD_HOME to a folder on another one.' });
}

async function createFirst(paths: StorePaths, migrations: readonly Migration[]): Promise<void> {
  sweepUnfinished(paths);
  const temporary = `${paths.database}.new-${process.pid}`;
  await createDatabase(temporary, migrations);
  tightenFile(temporary);
  renameSync(temporary, paths.database);
  syncDirectory(paths.directory);
  writeMark(paths, { events: 0, metrics: 0 });
}

/** What a process left that was killed while it made a new file. The caller holds the lock, so nobody makes one now. */
function sweepUnfinished(paths: StorePaths): void {
  const prefix = `${basename(paths.database)}.new-`;
  for (const name of readdirSync(paths.directory)) if (name.startsWith(prefix)) rmSync(`${paths.directory}/${name}`, { force: true });
}

function ready(paths: StorePaths, database: Database, notices: readonly string[]): Opened {
  // Set on each open: better-sqlite3 is built with NORMAL for WAL, which loses the last commits at a power loss.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('journal_size_limit = 16777216');
  for (const suffix of ['-wal', '-shm']) tightenFile(paths.database + suffix);
  return { database, paths, notices, writable: true };
}

async function storeLock(paths: StorePaths, signal: AbortSignal | undefined): Promise<AsyncDisposable> {
  const end = performance.now() + 30_000;
  for (;;) {
    const lock = await tryLockFile(paths.lock);
    if (lock !== undefined) return lock;
    if (performance.now() > end) throw new StackyardError('CONFLICT', `Another process has been repairing the store ${paths.database} for 30 s.`, { hint: 'Wait for it or end it, then try again.' });
    await sleep(20, undefined, signal === undefined ? {} : { signal });
  }
}

async function openReadOnly(paths: StorePaths, options: OpenOptions): Promise<Opened> {
  try {
    const found = statSync(paths.database, { throwIfNoEntry: false });
    if (found === undefined || found.size === 0) throw new Error('the folder cannot be written, and holds no store');
    // WAL needs to write beside the file even for reading, so the bytes are read into memory, where WAL (2) becomes rollback (1).
    const bytes = readFileSync(paths.database);
    bytes.fill(1, 18, 20);
    const database = await openSqliteBytes(bytes);
    if (database.pragma('quick_check(1)', { simple: true }) !== 'ok' || Number(database.pragma('user_version', { simple: true })) !== options.migrations.length) {
      database.close();
      throw new Error('the folder cannot be written, so the store in it can be neither repaired nor brought up to date');
    }
    database.pragma('query_only = ON');
    return { database, paths, notices: [`The store ${paths.database} cannot be written: its history is shown as it was last put down, and nothing is recorded.`], writable: false };
  } catch (error) {
    throw unusable(paths, error);
  }
}

function isReadOnly(error: unknown): boolean {
  return /^(SQLITE_CANTOPEN|SQLITE_READONLY(_DIRECTORY|_CANTINIT|_DBMOVED)?$|EACCES|EROFS|EPERM)/.test(causeOf(error));
}

function isDiskError(error: unknown): boolean {
  return causeOf(error).startsWith('SQLITE_IOERR');
}

function causeOf(error: unknown): string {
  return codeOf(error instanceof StackyardError ? error.cause : error);
}

function unusable(paths: StorePaths, error: unknown): StackyardError {
  const failure = storageFailure(paths.database, error);
  if (failure instanceof StackyardError) return failure;
  return new StackyardError('STORE_DAMAGED', `The store ${paths.database} cannot be used: ${error instanceof Error ? error.message : String(error)}.`, {
    hint: 'Make the folder readable and writable for you, or set STACKYARD_HOME to another one.',
    cause: error,
  });
}

function madeByNewer(paths: StorePaths, version: number, known: number): StackyardError {
  return new StackyardError('UNSUPPORTED', `The store ${paths.database} was made by a newer version of Stackyard (schema ${version}; this one knows ${known}). It was left as it is.`, {
    hint: 'Update Stackyard, or set STACKYARD_HOME to another folder for this version.',
  });
}
