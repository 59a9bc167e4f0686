import type { Connection } from './connection.ts';
import type { Retention } from './retention.ts';

interface Write {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Puts writes that come at the same time into one transaction: one flush to disk instead of one for each. */
export interface Batch {
  /** Resolves when the rows are on disk; rejects when one of them was refused, and then none of this call is stored. */
  add(writes: readonly Write[]): Promise<void>;
  /** Resolves when nothing is waiting. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly writes: readonly Write[];
  readonly done: PromiseWithResolvers<void>;
}

const largestBatch = 2_000;

export function createBatch(connection: Connection, retention: Retention): Batch {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    // Lets everything that is added in this turn of the event loop come along.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const taken = takeUpTo(waiting, largestBatch);
      waiting = waiting.slice(taken.length);
      await flush(connection, taken);
      await retention.afterWrite();
    }
  };

  return {
    add(writes) {
      const done = Promise.withResolvers<void>();
      waiting.push({ writes, done });
      // Its failures reach the callers through their own promises.
      running ??= drain().finally(() => (running = undefined));
      return done.promise;
    },
    async settled() {
      await running;
    },
  };
}

function takeUpTo(waiting: readonly Waiting[], rows: number): readonly Waiting[] {
  let total = 0;
  const end = waiting.findIndex((each) => (total += each.writes.length) > rows);
  return end === -1 ? waiting : waiting.slice(0, Math.max(1, end));
}

async function flush(connection: Connection, taken: readonly Waiting[]): Promise<void> {
  try {
    await connection.write(() => {
      for (const { writes } of taken) for (const { sql, values } of writes) connection.statement(sql).run(...values);
    });
    for (const { done } of taken) done.resolve();
  } catch (error) {
    const [only] = taken;
    if (taken.length === 1 && only !== undefined) return only.done.reject(error);
    // One bad row must not take its neighbours along.
    for (const each of taken) await flush(connection, [each]);
  }
}
