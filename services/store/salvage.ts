import { isDamage } from './database-file.ts';
import { salvageable } from './schema.ts';
import { openSqlite, type Database } from './sqlite.ts';

/** Copies every row that can still be read from a damaged file into a sound one. Returns how many rows that added or renewed. */
export async function salvage(damaged: string, target: Database): Promise<number> {
  let source: Database;
  try {
    source = await openSqlite(damaged, { mustExist: true });
  } catch (error) {
    if (isDamage(error)) return 0;
    throw error;
  }
  try {
    let saved = 0;
    for (const { table, newestWins } of salvageable) saved += salvageTable(source, target, { table, newestWins });
    return saved;
  } finally {
    source.close();
  }
}

function salvageTable(source: Database, target: Database, how: { readonly table: string; readonly newestWins: string | undefined }): number {
  const columns = target.pragma(`table_info(${how.table})`);
  if (!Array.isArray(columns)) return 0;
  const names = columns.map((column: { readonly name: string }) => column.name);
  const renew = how.newestWins === undefined ? 'ON CONFLICT DO NOTHING' : `ON CONFLICT (${how.newestWins}) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')} WHERE excluded.updated_at > ${how.table}.updated_at`;
  const insert = target.prepare(`INSERT INTO ${how.table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ${renew}`);
  let saved = 0;
  // From both ends: a broken page in the middle stops each reader, and hides only itself.
  for (const order of ['ASC', 'DESC'] as const) {
    saved += target.transaction(() => copyRows(source, insert, `SELECT ${names.join(', ')} FROM ${how.table} ORDER BY ${orderOf(how.table)} ${order}`))();
  }
  return saved;
}

function orderOf(table: string): string {
  switch (table) {
    case 'ports':
    case 'wanted':
      return 'stack';
    default:
      return 'rowid';
  }
}

function copyRows(source: Database, insert: { run(...values: readonly unknown[]): { readonly changes: number } }, query: string): number {
  let saved = 0;
  try {
    for (const row of source.prepare(query).raw().iterate()) saved += insertRow(insert, row);
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  return saved;
}

function insertRow(insert: { run(...values: readonly unknown[]): { readonly changes: number } }, row: unknown): number {
  if (!Array.isArray(row)) return 0;
  try {
    return insert.run(...row).changes;
  } catch (error) {
    // Damage inside the row itself: its checks (lengths, JSON, types) refuse it.
    if (error instanceof Error && 'code' in error && /^SQLITE_(CONSTRAINT|MISMATCH)/.test(String(error.code))) return 0;
    throw error;
  }
}
