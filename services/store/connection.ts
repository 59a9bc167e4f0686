import { statSync } from 'node:fs';
import { StackyardError } from '../contract/errors.ts';
import { backUp } from './backup.ts';
import { patiently } from './busy.ts';
import { isDamage, reachedBy, readMark, writeMark } from './database-file.ts';
import { openDatabase, type Opened, type OpenOptions } from './open-database.ts';
import { codeOf } from './code-of.ts';
import type { Database } from './sqlite.ts';
import { storageFailure } from './storage-failure.ts';

const backupEvery = 3_600_000;

/** One process's hold on the store. Reopens by itself after damage, or when another process has replaced the file. */
export class Connection implements AsyncDisposable {
  readonly notices: string[];
  #opened: Opened;
  #file: string;
  readonly #options: OpenOptions;
  readonly #statements = new Map<string, ReturnType<Database['prepare']>>();
  #reopening: Promise<void> | undefined;
  #wrote = false;
  #closed = false;

  private constructor(opened: Opened, options: OpenOptions) {
    this.#opened = opened;
    this.#options = options;
    this.notices = [...opened.notices];
    this.#file = fileOf(opened);
  }

  static async open(options: OpenOptions): Promise<Connection> {
    return new Connection(await openDatabase(options), options);
  }

  /** The database's path. */
  get file(): string {
    return this.#opened.paths.database;
  }

  get writable(): boolean {
    return this.#opened.writable;
  }

  /** A prepared statement, kept for the next time. Only valid inside `read` or `write`. */
  statement<Row>(sql: string): { all(...values: readonly unknown[]): Row[]; get(...values: readonly unknown[]): Row | undefined; run(...values: readonly unknown[]): { readonly changes: number } } {
    const known = this.#statements.get(sql) ?? this.#opened.database.prepare(sql);
    this.#statements.set(sql, known);
    return {
      all: (...values) => known.all(...values) as Row[],
      get: (...values) => known.get(...values) as Row | undefined,
      run: (...values) => known.run(...values),
    };
  }

  async read<Result>(work: (database: Database) => Result): Promise<Result> {
    return this.#guarded(() => work(this.#opened.database));
  }

  /** Runs the work in one transaction that is on disk when the promise resolves. */
  async write<Result>(work: (database: Database) => Result, signal?: AbortSignal): Promise<Result> {
    if (!this.writable) throw new StackyardError('STORE_DAMAGED', `The store ${this.#opened.paths.database} cannot be written.`, { hint: 'Make its folder writable for you, or set STACKYARD_HOME to another one.' });
    const result = await this.#guarded(() => this.#opened.database.transaction(() => work(this.#opened.database)).immediate(), signal);
    this.#wrote = true;
    return result;
  }

  async #guarded<Result>(work: () => Result, signal?: AbortSignal): Promise<Result> {
    try {
      return await this.#attempt(work, signal);
    } catch (error) {
      const replaced = codeOf(error) === 'SQLITE_READONLY_DBMOVED' || (codeOf(error).startsWith('SQLITE_IOERR') && fileOf(this.#opened) !== this.#file);
      if (!isDamage(error) && !replaced) throw storageFailure(this.#opened.paths.database, error);
      await this.#reopen(replaced ? undefined : error instanceof Error ? error.message : String(error));
      return this.#attempt(work, signal);
    }
  }

  async #attempt<Result>(work: () => Result, signal?: AbortSignal): Promise<Result> {
    if (this.#closed) throw new StackyardError('INTERNAL', 'The store was used after it was closed.');
    if (this.#reopening !== undefined) await this.#reopening;
    // Another process has put a restored file in place, or somebody deleted it: what is written to the old one would be lost.
    if (this.writable && fileOf(this.#opened) !== this.#file) await this.#reopen(undefined);
    return patiently(work, { object: `the store ${this.#opened.paths.database}`, ...(signal === undefined ? {} : { signal }) });
  }

  async #reopen(suspect: string | undefined): Promise<void> {
    this.#reopening ??= (async () => {
      this.#statements.clear();
      this.#opened.database.close();
      this.#opened = await openDatabase({ ...this.#options, ...(suspect === undefined ? {} : { suspect }) });
      this.#file = fileOf(this.#opened);
      this.notices.push(...this.#opened.notices);
    })().finally(() => (this.#reopening = undefined));
    return this.#reopening;
  }

  /** Checks the file and takes a copy of it when the last one is older than an hour. Damage found leads to recovery. */
  async backUpWhenDue(now = Date.now()): Promise<boolean> {
    if (!this.writable) return false;
    const last = readMark(this.#opened.paths)?.backedUpAt;
    // A copy "from the future" is due as well: the clock has been set back since.
    if (last !== undefined && Math.abs(now - last) < backupEvery) return false;
    const reached = await this.read(reachedBy);
    const outcome = await backUp(this.#opened.paths, this.#opened.database);
    if (outcome === 'copied') writeMark(this.#opened.paths, { ...reached, backedUpAt: now });
    if (outcome === 'damaged') await this.#reopen('found while it was copied');
    return outcome !== 'busy';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    try {
      if (this.#wrote) await this.#leaveMark();
    } finally {
      this.#closed = true;
      this.#statements.clear();
      this.#opened.database.close();
    }
  }

  async #leaveMark(): Promise<void> {
    try {
      if (await this.backUpWhenDue()) return;
    } catch (error) {
      // Everything is stored; a failure here must not hide the one that may have led to the closing.
      this.notices.push(`No copy of the store was made: ${error instanceof Error ? error.message : String(error)}`);
    }
    const reached = await this.read(reachedBy);
    const mark = readMark(this.#opened.paths);
    writeMark(this.#opened.paths, { ...mark, ...reached });
  }
}

function fileOf(opened: Opened): string {
  if (!opened.writable) return '';
  const found = statSync(opened.paths.database, { throwIfNoEntry: false });
  return found === undefined ? 'missing' : `${found.dev}/${found.ino}`;
}
