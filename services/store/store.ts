import { createBatch } from './batch.ts';
import { Connection } from './connection.ts';
import { openEvents, type Events } from './events.ts';
import { openJournal, type Journal } from './journal.ts';
import { openMetrics, type Metrics } from './metrics.ts';
import { openPorts, type Ports } from './ports.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { createRetention, type KeptDays, type RetentionOptions } from './retention.ts';
import { migrations, type Migration } from './schema.ts';
import { openSettings, type Settings } from './settings.ts';
import { openWanted, type Wanted } from './wanted.ts';

/** Everything that Stackyard remembers, but for secrets. Several processes may have it open at once. */
export interface Store extends AsyncDisposable {
  readonly events: Events;
  readonly metrics: Metrics;
  readonly settings: Settings;
  readonly journal: Journal;
  readonly ports: Ports;
  readonly wanted: Wanted;
  /** What the user must be told: a restored copy, a folder that cannot be written. Grows when damage is met later. */
  readonly notices: readonly string[];
  /** False in a folder that cannot be written: reads work, writes reject with STORE_DAMAGED. */
  readonly writable: boolean;
  /** The database's path. */
  readonly file: string;
  /** Retention (30 days when left out), check and backup. A core calls it once an hour; closing does the backup when one is due. */
  maintain(days?: KeptDays): Promise<void>;
}

export interface StoreOptions extends RetentionOptions {
  /** Known secrets are replaced in everything that is recorded. */
  readonly redactor?: Redactor;
  readonly signal?: AbortSignal;
  /** The schema; only tests give another one. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens the store in a state directory; creates it, brings it up to date or restores it where needed.
 * Throws UNSUPPORTED for a store of a newer version, STORE_DAMAGED, REFUSED_FOR_SAFETY, CONFLICT (locked for 15 s).
 */
export async function openStore(directory: string, options: StoreOptions = {}): Promise<Store> {
  const connection = await Connection.open({ directory, migrations: options.migrations ?? migrations, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  const redactor = options.redactor ?? createRedactor();
  const retention = createRetention(connection, options);
  const batch = createBatch(connection, retention);
  return {
    events: openEvents(connection, batch, redactor),
    metrics: openMetrics(connection, batch, redactor),
    settings: openSettings(connection),
    journal: openJournal(connection, redactor),
    ports: openPorts(connection),
    wanted: openWanted(connection),
    notices: connection.notices,
    get writable() {
      return connection.writable;
    },
    file: connection.file,
    async maintain(days) {
      await retention.expire(days);
      await connection.backUpWhenDue();
    },
    async [Symbol.asyncDispose]() {
      await batch.settled();
      await connection[Symbol.asyncDispose]();
    },
  };
}
