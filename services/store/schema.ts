import type { Database } from './sqlite.ts';

/** `Stky`, in the file's header: tells a Stackyard store from any other SQLite file and from an emptied one. */
export const applicationId = 0x53_74_6b_79;

/** Takes the schema one version further. Runs within a transaction; never changed once released. */
export type Migration = (database: Database) => void;

const first: Migration = (database) =>
  database.exec(`
    CREATE TABLE infrastructure_events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
      event_type TEXT NOT NULL CHECK (length(event_type) BETWEEN 1 AND 50),
      timestamp TEXT NOT NULL CHECK (length(timestamp) BETWEEN 20 AND 35),
      service_name TEXT CHECK (length(service_name) <= 50),
      details TEXT NOT NULL CHECK (json_valid(details)),
      status TEXT NOT NULL CHECK (length(status) <= 20),
      stack TEXT NOT NULL CHECK (length(stack) <= 100)
    ) STRICT;
    CREATE INDEX infrastructure_events_type ON infrastructure_events (event_type, timestamp);
    CREATE INDEX infrastructure_events_service ON infrastructure_events (service_name, timestamp);
    CREATE INDEX infrastructure_events_status ON infrastructure_events (status);
    CREATE INDEX infrastructure_events_stack ON infrastructure_events (stack, sequence);

    CREATE TABLE infrastructure_metrics (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
      metric_type TEXT NOT NULL CHECK (length(metric_type) BETWEEN 1 AND 50),
      timestamp TEXT NOT NULL CHECK (length(timestamp) BETWEEN 20 AND 35),
      service_name TEXT CHECK (length(service_name) <= 50),
      value REAL NOT NULL,
      tags TEXT NOT NULL CHECK (json_valid(tags)),
      stack TEXT NOT NULL CHECK (length(stack) <= 100)
    ) STRICT;
    CREATE INDEX infrastructure_metrics_type ON infrastructure_metrics (metric_type, timestamp);
    CREATE INDEX infrastructure_metrics_service ON infrastructure_metrics (service_name, timestamp);
    CREATE INDEX infrastructure_metrics_value ON infrastructure_metrics (value);

    CREATE TABLE infrastructure_settings (
      id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
      setting_type TEXT NOT NULL CHECK (length(setting_type) BETWEEN 1 AND 50),
      value TEXT NOT NULL CHECK (json_valid(value)),
      updated_at TEXT NOT NULL CHECK (length(updated_at) BETWEEN 20 AND 35)
    ) STRICT;
    CREATE INDEX infrastructure_settings_type ON infrastructure_settings (setting_type);

    CREATE TABLE journal (
      id TEXT PRIMARY KEY CHECK (length(id) = 36),
      stack TEXT NOT NULL CHECK (length(stack) <= 100),
      verb TEXT NOT NULL CHECK (length(verb) <= 50),
      pid INTEGER NOT NULL,
      process_started TEXT NOT NULL,
      started_at TEXT NOT NULL,
      finished_at TEXT,
      outcome TEXT CHECK (outcome IN ('done', 'failed', 'cancelled', 'taken-over')),
      details TEXT NOT NULL CHECK (json_valid(details))
    ) STRICT;
    CREATE INDEX journal_unfinished ON journal (stack) WHERE finished_at IS NULL;
    CREATE TABLE journal_steps (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      journal TEXT NOT NULL REFERENCES journal (id) ON DELETE CASCADE,
      step TEXT NOT NULL,
      phase TEXT NOT NULL CHECK (phase IN ('started', 'done', 'failed', 'skipped')),
      at TEXT NOT NULL,
      message TEXT
    ) STRICT;
    CREATE INDEX journal_steps_journal ON journal_steps (journal, sequence);

    CREATE TABLE ports (
      stack TEXT NOT NULL CHECK (length(stack) <= 100),
      service TEXT NOT NULL,
      port TEXT NOT NULL,
      host_port INTEGER NOT NULL CHECK (host_port BETWEEN 1 AND 65535),
      updated_at TEXT NOT NULL,
      PRIMARY KEY (stack, service, port)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wanted (
      stack TEXT NOT NULL CHECK (length(stack) <= 100),
      service TEXT NOT NULL,
      up INTEGER NOT NULL CHECK (up IN (0, 1)),
      updated_at TEXT NOT NULL,
      PRIMARY KEY (stack, service)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE retention_clock (one INTEGER PRIMARY KEY CHECK (one = 1), wall INTEGER NOT NULL, lived INTEGER NOT NULL) STRICT;
    CREATE TABLE retention_marks (lived INTEGER PRIMARY KEY, events INTEGER NOT NULL, metrics INTEGER NOT NULL) STRICT;
  `);

/** Migration n takes schema n to n + 1; `user_version` says how many have run. */
export const migrations: readonly Migration[] = [first];

/** Tables whose rows are worth saving from a damaged file, and how a row that is already there is treated. */
export const salvageable = [
  { table: 'infrastructure_events', newestWins: undefined },
  { table: 'infrastructure_metrics', newestWins: undefined },
  { table: 'infrastructure_settings', newestWins: 'id' },
  { table: 'journal', newestWins: undefined },
  { table: 'journal_steps', newestWins: undefined },
  { table: 'ports', newestWins: 'stack, service, port' },
  { table: 'wanted', newestWins: 'stack, service' },
] as const;
