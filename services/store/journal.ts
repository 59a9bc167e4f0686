import { randomUUID } from 'node:crypto';
import type { Connection } from './connection.ts';
import { toJson } from './json.ts';
import { identityOf, isAlive } from './process-identity.ts';
import type { Redactor } from './redactor.ts';
import { timestampOf } from './timestamps.ts';

export type JournalOutcome = 'done' | 'failed' | 'cancelled' | 'taken-over';
export type StepPhase = 'started' | 'done' | 'failed' | 'skipped';

export interface JournalStep {
  readonly step: string;
  readonly phase: StepPhase;
  readonly at: string;
  readonly message?: string;
}

/** A command that changes a stack, from its plan to its end. */
export interface JournalEntry {
  readonly id: string;
  readonly stack: string;
  readonly verb: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The process that wrote it still runs. */
  readonly alive: boolean;
  /** In the order they were written. */
  readonly steps: readonly JournalStep[];
}

export interface JournalWriter {
  readonly id: string;
  step(step: string, phase: StepPhase, message?: string): Promise<void>;
  finish(outcome: JournalOutcome): Promise<void>;
}

export interface Journal {
  /** `details` is for the one who picks it up: the plan, the services asked for. Secrets in it are replaced. */
  begin(entry: { readonly stack: string; readonly verb: string; readonly details?: Readonly<Record<string, unknown>> }): Promise<JournalWriter>;
  /** What was begun and never finished: still running where `alive`, else left by a process that was killed. The oldest first. */
  unfinished(stack: string): Promise<readonly JournalEntry[]>;
  /** Closes an entry of a process that is gone. */
  finish(id: string, outcome: JournalOutcome): Promise<void>;
}

interface EntryRow {
  readonly id: string;
  readonly stack: string;
  readonly verb: string;
  readonly pid: number;
  readonly process_started: string;
  readonly started_at: string;
  readonly details: string;
}

const keptPerStack = 200;

export function openJournal(connection: Connection, redactor: Redactor): Journal {
  const finish = async (id: string, outcome: JournalOutcome): Promise<void> => {
    await connection.write(() => connection.statement('UPDATE journal SET finished_at = ?, outcome = ? WHERE id = ? AND finished_at IS NULL').run(timestampOf(), outcome, id));
  };
  return {
    finish,
    async begin({ stack, verb, details }) {
      const id = randomUUID();
      const text = toJson(redactor.redactValue(details ?? {}), `The journal of ${verb}`);
      await connection.write(() => {
        connection.statement('INSERT INTO journal (id, stack, verb, pid, process_started, started_at, details) VALUES (?, ?, ?, ?, ?, ?, ?)').run(id, stack, verb, process.pid, identityOf(process.pid)?.started ?? '', timestampOf(), text);
        connection.statement('DELETE FROM journal WHERE stack = ? AND finished_at IS NOT NULL AND rowid NOT IN (SELECT rowid FROM journal WHERE stack = ? ORDER BY rowid DESC LIMIT ?)').run(stack, stack, keptPerStack);
      });
      return {
        id,
        finish: (outcome) => finish(id, outcome),
        async step(step, phase, message) {
          await connection.write(() => connection.statement('INSERT INTO journal_steps (journal, step, phase, at, message) VALUES (?, ?, ?, ?, ?)').run(id, step, phase, timestampOf(), message === undefined ? null : redactor.redact(message)));
        },
      };
    },
    async unfinished(stack) {
      return connection.read(() => connection.statement<EntryRow>('SELECT * FROM journal WHERE stack = ? AND finished_at IS NULL ORDER BY rowid').all(stack).map((row) => toEntry(row, stepsOf(connection, row.id))));
    },
  };
}

function stepsOf(connection: Connection, id: string): readonly JournalStep[] {
  const rows = connection.statement<Omit<JournalStep, 'message'> & { readonly message: string | null }>('SELECT step, phase, at, message FROM journal_steps WHERE journal = ? ORDER BY sequence').all(id);
  return rows.map(({ message, ...row }) => (message === null ? row : { ...row, message }));
}

function toEntry(row: EntryRow, steps: readonly JournalStep[]): JournalEntry {
  return {
    id: row.id,
    stack: row.stack,
    verb: row.verb,
    pid: row.pid,
    startedAt: row.started_at,
    details: JSON.parse(row.details) as Record<string, unknown>,
    alive: isAlive({ pid: row.pid, started: row.process_started }),
    steps,
  };
}
