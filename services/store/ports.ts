import type { Connection } from './connection.ts';
import { timestampOf } from './timestamps.ts';

export interface RememberedPort {
  readonly service: string;
  readonly port: string;
  readonly hostPort: number;
}

/** Host ports that were given out, so that a stack finds the same ones again. */
export interface Ports {
  remembered(stack: string): Promise<readonly RememberedPort[]>;
  /** Adds to what is remembered; the same service and port is replaced. */
  remember(stack: string, ports: readonly RememberedPort[]): Promise<void>;
  /** Host ports of every other stack: better not given to this one, although free right now. */
  takenByOthers(stack: string): Promise<ReadonlyMap<number, string>>;
  /** All of the stack's, or those of one service. */
  forget(stack: string, service?: string): Promise<void>;
}

export function openPorts(connection: Connection): Ports {
  return {
    remembered: (stack) => connection.read(() => connection.statement<RememberedPort>('SELECT service, port, host_port hostPort FROM ports WHERE stack = ? ORDER BY service, port').all(stack)),
    async remember(stack, ports) {
      const sql = `INSERT INTO ports (stack, service, port, host_port, updated_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (stack, service, port) DO UPDATE SET host_port = excluded.host_port, updated_at = excluded.updated_at`;
      await connection.write(() => {
        for (const each of ports) connection.statement(sql).run(stack, each.service, each.port, each.hostPort, timestampOf());
      });
    },
    async takenByOthers(stack) {
      const rows = await connection.read(() => connection.statement<{ readonly stack: string; readonly hostPort: number }>('SELECT stack, host_port hostPort FROM ports WHERE stack <> ?').all(stack));
      return new Map(rows.map((row) => [row.hostPort, row.stack]));
    },
    async forget(stack, service) {
      await connection.write(() => connection.statement('DELETE FROM ports WHERE stack = ? AND service = coalesce(?, service)').run(stack, service ?? null));
    },
  };
}
