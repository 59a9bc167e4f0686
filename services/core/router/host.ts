import type { Core } from '../../contract/core.ts';
import type { Bell } from '../bell.ts';
import type { ExportPreviews } from '../export/previews.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Session } from '../session.ts';
import type { KnownStack } from '../stacks/known-stacks.ts';
import type { Supervisor } from '../supervisor/types.ts';
import type { Terminals } from '../terminals/types.ts';

/** What the procedures work with: one for the life of a core, the same for every connection. */
export interface CoreHost {
  readonly session: Session;
  /** The verbs. */
  readonly core: Core;
  readonly jobs: Jobs;
  readonly supervisor: Supervisor;
  /** Stacks that were opened, the newest first; the core follows them. */
  readonly knownStacks: () => Promise<readonly KnownStack[]>;
  readonly terminals: Terminals;
  readonly exportPreviews: ExportPreviews;
  /** Rings when a job, the engine or the list of stacks changed. */
  readonly changed: Bell;
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** For what nobody is told: unexpected failures, with secrets taken out. */
  readonly log: (message: string) => void;
  /** Begins the end of the core. */
  readonly shutdown: (now: boolean) => void;
}
