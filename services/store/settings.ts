import type { JsonValue } from '../topology/types.ts';
import type { Connection } from './connection.ts';
import { fromJson, toJson } from './json.ts';
import { timestampOf } from './timestamps.ts';

export interface Setting {
  readonly id: string;
  readonly type: string;
  readonly value: JsonValue;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export interface Settings {
  get(id: string): Promise<JsonValue | undefined>;
  /** Throws UNSUPPORTED for a value that JSON cannot hold. `type` groups settings: `general` when left out. */
  set(id: string, value: JsonValue, type?: string): Promise<void>;
  list(type: string): Promise<readonly Setting[]>;
  remove(id: string): Promise<void>;
}

export function openSettings(connection: Connection): Settings {
  return {
    async get(id) {
      const row = await connection.read(() => connection.statement<{ readonly value: string }>('SELECT value FROM infrastructure_settings WHERE id = ?').get(id));
      return row === undefined ? undefined : fromJson(row.value);
    },
    async set(id, value, type = 'general') {
      const text = toJson(value, `The setting ${id}`);
      const sql = `INSERT INTO infrastructure_settings (id, setting_type, value, updated_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET setting_type = excluded.setting_type, value = excluded.value, updated_at = excluded.updated_at`;
      await connection.write(() => connection.statement(sql).run(id, type, text, timestampOf()));
    },
    async list(type) {
      const sql = 'SELECT id, setting_type type, value, updated_at updatedAt FROM infrastructure_settings WHERE setting_type = ? ORDER BY id';
      const rows = await connection.read(() => connection.statement<Omit<Setting, 'value'> & { readonly value: string }>(sql).all(type));
      return rows.map((row) => ({ ...row, value: fromJson(row.value) }));
    },
    async remove(id) {
      await connection.write(() => connection.statement('DELETE FROM infrastructure_settings WHERE id = ?').run(id));
    },
  };
}
