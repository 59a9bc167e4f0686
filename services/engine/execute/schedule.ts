import { asStackyardError, StackyardError } from '../../contract/errors.ts';
import type { PlanStep } from '../plan/types.ts';

export interface ScheduleOptions {
  readonly signal: AbortSignal;
  readonly run: (step: PlanStep) => Promise<void>;
  /** Called once, at the first failure. */
  readonly onFailure: () => void;
}

export interface ScheduleResult {
  readonly errors: readonly StackyardError[];
  /** Steps that were never begun. */
  readonly skipped: readonly PlanStep[];
}

/**
 * Begins each step in the same turn in which the last of its dependencies ended. After a failure or an abort nothing new
 * begins; what is in flight ends. Never rejects.
 */
export async function schedule(steps: readonly PlanStep[], options: ScheduleOptions): Promise<ScheduleResult> {
  const ids = new Set(steps.map((step) => step.id));
  const missing = new Map(steps.map((step) => [step, step.dependsOn.filter((id) => ids.has(id)).length]));
  const followers = Map.groupBy(
    steps.flatMap((step) => step.dependsOn.map((id) => ({ id, step }))),
    ({ id }) => id,
  );
  const errors: StackyardError[] = [];
  const begun = new Set<PlanStep>();
  const finished = Promise.withResolvers<void>();
  let inFlight = 0;

  const begin = (step: PlanStep): void => {
    if (errors.length > 0 || options.signal.aborted) return;
    begun.add(step);
    inFlight += 1;
    void options
      .run(step)
      .then(
        () => release(step),
        (error: unknown) => {
          errors.push(asStackyardError(error));
          if (errors.length === 1) options.onFailure();
        },
      )
      .finally(() => {
        inFlight -= 1;
        if (inFlight === 0) finished.resolve();
      });
  };
  const release = (step: PlanStep): void => {
    for (const { step: follower } of followers.get(step.id) ?? []) {
      const left = (missing.get(follower) ?? 1) - 1;
      missing.set(follower, left);
      if (left === 0) begin(follower);
    }
  };

  const first = steps.filter((step) => missing.get(step) === 0);
  for (const step of first) begin(step);
  if (inFlight > 0) await finished.promise;
  const skipped = steps.filter((step) => !begun.has(step));
  if (skipped.length > 0 && errors.length === 0 && !options.signal.aborted) {
    errors.push(new StackyardError('INTERNAL', `The plan has a cycle: ${skipped.map((step) => step.id).join(', ')}.`));
  }
  return { errors, skipped };
}
