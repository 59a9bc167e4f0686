import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { goodCopies } from './backup.ts';
import { codeOf } from './code-of.ts';
import { reachedBy, readMark, writeMark, type StorePaths } from './database-file.ts';
import { createDatabase, forward } from './migrate.ts';
import { privateDirectory, syncDirectory, tightenFile } from './private-files.ts';
import { salvage } from './salvage.ts';
import type { Migration } from './schema.ts';
import { openSqlite } from './sqlite.ts';

const keptDamagedFiles = 5;

/**
 * Puts a sound store in the place of a damaged, emptied or missing one: the last good copy plus every row that can still be read
 * from the damaged file, which is kept aside. The caller holds the store's lock. Returns the notice for the user.
 */
export async function recover(paths: StorePaths, migrations: readonly Migration[], reason: string): Promise<string> {
  const aside = keepAside(paths);
  const temporary = join(paths.directory, `stackyard.db.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    let copy: { readonly path: string; readonly madeAt: Date } | undefined;
    for await (const each of goodCopies(paths, migrations.length)) {
      copy = each;
      break;
    }
    if (copy === undefined) await createDatabase(temporary, migrations);
    else await restoreCopy(copy.path, temporary);
    const saved = await finish(temporary, aside, migrations);
    tightenFile(temporary);
    renameSync(temporary, paths.database);
    syncDirectory(paths.directory);
    const mark = readMark(paths);
    writeMark(paths, { ...saved.reached, ...(mark?.backedUpAt === undefined ? {} : { backedUpAt: mark.backedUpAt }) });
    return describe({ paths, reason, aside, copy, saved: saved.rows });
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(temporary + suffix, { force: true });
    throw error;
  }
}

/** Moves the file together with its WAL (they belong to each other); undefined when there is no file. */
function keepAside(paths: StorePaths): string | undefined {
  const present = ['', '-wal', '-shm', '-journal'].filter((suffix) => statSync(paths.database + suffix, { throwIfNoEntry: false }) !== undefined);
  if (present.length === 0) return undefined;
  privateDirectory(paths.damaged);
  const name = `stackyard.${new Date().toISOString().replaceAll(':', '.')}-${randomBytes(2).toString('hex')}.db`;
  const aside = join(paths.damaged, name);
  for (const suffix of present) {
    if (suffix === '-shm') rmSync(paths.database + suffix, { force: true });
    else moveWhereThere(paths.database + suffix, aside + suffix);
  }
  const older = readdirSync(paths.damaged).filter((each) => each.endsWith('.db')).sort().slice(0, -keptDamagedFiles);
  for (const each of older) for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(join(paths.damaged, each) + suffix, { force: true });
  return present.includes('') ? aside : undefined;
}

/** The last process to close a file that it only looked at takes the WAL away, which may be at any moment until the file itself is moved. */
function moveWhereThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function restoreCopy(from: string, to: string): Promise<void> {
  const copy = await openSqlite(from, { mustExist: true });
  try {
    copy.prepare('VACUUM INTO ?').run(to);
  } finally {
    copy.close();
  }
}

async function finish(path: string, aside: string | undefined, migrations: readonly Migration[]): Promise<{ readonly rows: number; readonly reached: { readonly events: number; readonly metrics: number } }> {
  const database = await openSqlite(path, { mustExist: true });
  try {
    database.pragma('foreign_keys = OFF');
    forward(database, migrations);
    const rows = aside === undefined ? 0 : await salvage(aside, database);
    database.pragma('journal_mode = WAL');
    database.pragma('wal_checkpoint(TRUNCATE)');
    return { rows, reached: reachedBy(database) };
  } finally {
    database.close();
  }
}

function describe(told: { readonly paths: StorePaths; readonly reason: string; readonly aside: string | undefined; readonly copy: { readonly madeAt: Date } | undefined; readonly saved: number }): string {
  const kept = told.aside === undefined ? 'is missing' : `was damaged (${told.reason}) and is kept as ${told.aside}`;
  const restored = told.copy === undefined ? 'no copy was found, so it starts anew' : `the copy of ${told.copy.madeAt.toLocaleString('en-GB')} was restored`;
  const saved = told.saved === 0 ? '' : `, with ${told.saved} further records saved from the damaged file`;
  return `The store ${told.paths.database} ${kept}; ${restored}${saved}.`;
}
