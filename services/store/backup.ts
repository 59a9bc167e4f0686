import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkedAtOpenBytes, inspect, type StorePaths } from './database-file.ts';
import { tryLockFile } from './file-lock.ts';
import { programFile } from './own-programs.ts';
import { privateDirectory, syncDirectory, tightenFile } from './private-files.ts';
import type { Database } from './sqlite.ts';

/** Copies a live database, with what is still in its WAL, to a new file that is complete or absent. Blocks; for small files. */
export function copyDatabase(database: Database, path: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  try {
    database.prepare('VACUUM INTO ?').run(temporary);
    tightenFile(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Checks the store and, where it is sound, makes it the last good copy (the one before is kept as well): `copied`, `damaged` (the
 * copies then stay as they are), or `busy` where another process is just doing it.
 */
export async function backUp(paths: StorePaths, database: Database): Promise<'copied' | 'damaged' | 'busy'> {
  privateDirectory(paths.backups);
  const lock = await tryLockFile(join(paths.backups, 'lock'));
  if (lock === undefined) return 'busy';
  await using _held = lock;
  // Only one process gets here at a time, so what is there was left by one that was killed.
  for (const name of readdirSync(paths.backups)) if (name.endsWith('.tmp')) rmSync(join(paths.backups, name), { force: true });
  const temporary = join(paths.backups, 'stackyard.tmp');
  try {
    const sound = statSync(paths.database).size <= checkedAtOpenBytes ? checkAndCopy(database, temporary) : await checkAndCopyInThread(paths.database, temporary);
    if (!sound) return 'damaged';
    tightenFile(temporary);
    const last = join(paths.backups, 'stackyard.last.db');
    if (statSync(last, { throwIfNoEntry: false }) !== undefined) renameSync(last, join(paths.backups, 'stackyard.previous.db'));
    renameSync(temporary, last);
    syncDirectory(paths.backups);
    return 'copied';
  } finally {
    rmSync(temporary, { force: true });
  }
}

export function checkAndCopy(database: Database, target: string): boolean {
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') return false;
  database.prepare('VACUUM INTO ?').run(target);
  return true;
}

/** What backup-worker.ts ends with when the check has failed. */
export const damagedExitCode = 10;

/** A check of a large file takes seconds, so a thread does it. */
function checkAndCopyInThread(database: string, target: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(programFile('backup-worker', new URL('./backup-worker.ts', import.meta.url)), { workerData: { database, target }, execArgv: [] });
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 || code === damagedExitCode ? resolve(code === 0) : reject(new Error(`The backup of the store ended with ${code}.`))));
  });
}

/** Good copies, the newest first. */
export async function* goodCopies(paths: StorePaths, version: number): AsyncIterable<{ readonly path: string; readonly madeAt: Date }> {
  const folder = statSync(paths.backups, { throwIfNoEntry: false });
  if (folder === undefined) return;
  const copies = readdirSync(paths.backups)
    .filter((name) => name.endsWith('.db'))
    .map((name) => join(paths.backups, name))
    .map((path) => ({ path, madeAt: statSync(path).mtime }))
    .sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime());
  for (const copy of copies) {
    const found = await inspect(copy.path, { version, thorough: true });
    if (found.state === 'good' || found.state === 'older') {
      found.database.close();
      yield copy;
    }
  }
}
