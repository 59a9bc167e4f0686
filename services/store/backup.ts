import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inspect, type StorePaths } from './database-file.ts';
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
 * Checks the store and, where it is sound, makes it the last good copy (the one before is kept as well). Runs in a thread: a check
 * of a large file takes seconds. Returns false when the file is damaged; then the copies stay as they are.
 */
export async function backUp(paths: StorePaths): Promise<boolean> {
  privateDirectory(paths.backups);
  const temporary = join(paths.backups, `stackyard.${process.pid}.tmp`);
  rmSync(temporary, { force: true });
  try {
    const sound = await checkAndCopy(paths.database, temporary);
    if (!sound) return false;
    tightenFile(temporary);
    const last = join(paths.backups, 'stackyard.last.db');
    if (statSync(last, { throwIfNoEntry: false }) !== undefined) renameSync(last, join(paths.backups, 'stackyard.previous.db'));
    renameSync(temporary, last);
    syncDirectory(paths.backups);
    return true;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** What backup-worker.ts ends with when the check has failed. */
const damagedExitCode = 10;

function checkAndCopy(database: string, target: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: { database, target }, execArgv: [] });
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
