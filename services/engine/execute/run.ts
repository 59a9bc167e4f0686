import type { Progress } from '../../contract/results.ts';
import type { Plan } from '../plan/types.ts';
import type { ExecuteContext } from './types.ts';

/** What the steps of one execution share. */
export interface Run {
  readonly plan: Plan;
  readonly context: ExecuteContext;
  /** Aborted when the command is cancelled. */
  readonly signal: AbortSignal;
  /** Aborted as well when another step failed and the wait for readiness has lost its point. */
  readonly waitSignal: AbortSignal;
  readonly emit: (item: Progress) => void;
  readonly redact: (text: string) => string;
  /** Asked-for image reference → the reference that containers are created from. */
  readonly images: Map<string, string>;
  /** Name → id of containers made in this run and not started yet. */
  readonly unstarted: Map<string, string>;
  /** Name of a container that was there before → time of the last line that it had printed when it was started in this run. */
  readonly saidBefore: Map<string, string>;
}
