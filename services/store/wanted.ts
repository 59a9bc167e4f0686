import type { Connection } from './connection.ts';
import { timestampOf } from './timestamps.ts';

/** What the user last asked for: `up` wants services, `down` does not. Survives every process. */
export interface Wanted {
  /** Service → wanted up. Services never asked about are absent. */
  read(stack: string): Promise<ReadonlyMap<string, boolean>>;
  set(stack: string, services: readonly string[], up: boolean): Promise<void>;
  /** Forgets services that are no longer in the stack file. */
  forget(stack: string, services: readonly string[]): Promise<void>;
  /** Stacks with at least one service wanted up. */
  stacks(): Promise<readonly string[]>;
}

export function openWanted(connection: Connection): Wanted {
  return {
    async read(stack) {
      const rows = await connection.read(() => connection.statement<{ readonly service: string; readonly up: number }>('SELECT service, up FROM wanted WHERE stack = ? ORDER BY service').all(stack));
      return new Map(rows.map((row) => [row.service, row.up === 1]));
    },
    async set(stack, services, up) {
      const sql = `INSERT INTO wanted (stack, service, up, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (stack, service) DO UPDATE SET up = excluded.up, updated_at = excluded.updated_at`;
      await connection.write(() => {
        for (const service of services) connection.statement(sql).run(stack, service, up ? 1 : 0, timestampOf());
      });
    },
    async forget(stack, services) {
      await connection.write(() => {
        for (const service of services) connection.statement('DELETE FROM wanted WHERE stack = ? AND service = ?').run(stack, service);
      });
    },
    async stacks() {
      const rows = await connection.read(() => connection.statement<{ readonly stack: string }>('SELECT DISTINCT stack FROM wanted WHERE up = 1 ORDER BY stack').all());
      return rows.map((row) => row.stack);
    },
  };
}
