import { join } from 'node:path';
import { copyDatabase } from './backup.ts';
import type { StorePaths } from './database-file.ts';
import { numberOf } from './database-file.ts';
import { privateDirectory } from './private-files.ts';
import { applicationId, type Migration } from './schema.ts';
import { openSqlite, type Database } from './sqlite.ts';

/** Takes an existing store forward, each version in one transaction, after a copy. A failure leaves the last whole version. */
export function migrate(database: Database, paths: StorePaths, migrations: readonly Migration[]): void {
  const from = numberOf(database.pragma('user_version', { simple: true }));
  privateDirectory(paths.backups);
  copyDatabase(database, join(paths.backups, `stackyard.before-schema-${migrations.length}.from-${from}.db`));
  forward(database, migrations);
}

/** Makes a complete new store at the path, which must not exist; closed, without WAL, ready to be renamed into place. */
export async function createDatabase(path: string, migrations: readonly Migration[]): Promise<void> {
  const database = await openSqlite(path);
  try {
    // Only possible before the first table; lets retention give pages back to the disk.
    database.pragma('auto_vacuum = INCREMENTAL');
    database.pragma(`application_id = ${applicationId}`);
    forward(database, migrations);
    database.pragma('journal_mode = WAL');
  } finally {
    database.close();
  }
}

export function forward(database: Database, migrations: readonly Migration[]): void {
  const step = database.transaction((version: number) => {
    // Read again inside the transaction: another process may have been faster.
    if (numberOf(database.pragma('user_version', { simple: true })) !== version) return;
    migrations[version]?.(database);
    database.pragma(`user_version = ${version + 1}`);
  });
  for (let version = numberOf(database.pragma('user_version', { simple: true })); version < migrations.length; version++) step.immediate(version);
}
