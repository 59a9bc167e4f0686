import { lstatSync, statSync, truncateSync, closeSync, openSync } from 'node:fs';
import { isBusy } from './busy.ts';
import { codeOf } from './code-of.ts';
import { tightenFile } from './private-files.ts';
import { openSqlite, type Database } from './sqlite.ts';
import { storageFailure } from './storage-failure.ts';

/**
 * Locks this process holds, by path. POSIX drops all of a process's locks on a file when it closes any descriptor of it, so while
 * one is held here nothing else in this process may open that file.
 */
const heldHere = new Set<string>();

/**
 * An exclusive lock that the operating system takes back when this process dies, however it dies: `BEGIN EXCLUSIVE` on an empty
 * SQLite file. The file's content and age mean nothing, so there is no stale lock. undefined when somebody else holds it.
 */
export async function tryLockFile(path: string): Promise<AsyncDisposable | undefined> {
  if (heldHere.has(path)) return undefined;
  heldHere.add(path);
  try {
    const database = await acquire(path);
    if (database === undefined) {
      heldHere.delete(path);
      return undefined;
    }
    return {
      async [Symbol.asyncDispose]() {
        database.close();
        heldHere.delete(path);
        await Promise.resolve();
      },
    };
  } catch (error) {
    heldHere.delete(path);
    throw storageFailure(path, error);
  }
}

async function acquire(path: string): Promise<Database | undefined> {
  createWhereMissing(path);
  tightenFile(path);
  const before = lstatSync(path, { throwIfNoEntry: false });
  if (before === undefined) return undefined;
  // Nothing is ever written to it, so any content is damage. Emptied in place: a new file would be a second lock beside the first.
  if (before.size > 0) truncateSync(path, 0);
  const database = await openSqlite(path, { mustExist: true });
  try {
    database.exec('BEGIN EXCLUSIVE');
    // Somebody removed or replaced the file in between: this lock would guard another file than the next process's.
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.ino === before.ino && now.dev === before.dev) return database;
  } catch (error) {
    database.close();
    if (isBusy(error) || codeOf(error) === 'SQLITE_NOTADB') return undefined;
    throw error;
  }
  database.close();
  return undefined;
}

function createWhereMissing(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
