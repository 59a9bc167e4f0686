import type Sqlite from 'better-sqlite3';

export type Database = Sqlite.Database;

let loaded: typeof Sqlite | undefined;

/**
 * The only place that loads SQLite: commands that need no store do not pay for it. The busy timeout is 0, because SQLite's own
 * waiting blocks the event loop; callers wait with {@link patiently}.
 */
export async function openSqlite(path: string, options: { readonly readonly?: boolean; readonly mustExist?: boolean } = {}): Promise<Database> {
  loaded ??= (await import('better-sqlite3')).default;
  return new loaded(path, { timeout: 0, readonly: options.readonly ?? false, fileMustExist: options.mustExist ?? false });
}

/** A database held in memory, from the bytes of a file. */
export async function openSqliteBytes(bytes: Buffer): Promise<Database> {
  loaded ??= (await import('better-sqlite3')).default;
  return new loaded(bytes);
}
