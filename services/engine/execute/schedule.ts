import { asStackyardError, StackyardError } from '../../contract/errors.ts';
import type { PlanStep } from '../plan/types.ts';

export interface ScheduleOptions {
  readonly signal: AbortSignal;
  readonly run: (step: PlanStep) => Promise<void>;
  /** Whether everything else would fail as well, as without an engine: nothing new begins then. */
  readonly isFatal: (error: StackyardError) => boolean;
  /** Called once, at the first failure of that kind. */
  readonly onFatal: () => void;
}

export interface SkippedStep {
  readonly step: PlanStep;
  /** The step that failed before it; absent where all was given up. */
  readonly failed?: PlanStep;
}

export interface ScheduleResult {
  readonly errors: readonly StackyardError[];
  /** Steps that were never begun. */
  readonly skipped: readonly SkippedStep[];
}

/**
 * Begins each step in the same turn in which the last of its dependencies ended. What depends on a step that failed does not begin; what
 * does not depend on it is done. After a fatal failure or an abort nothing new begins; what is in flight ends. Never rejects.
 */
export async function schedule(steps: readonly PlanStep[], options: ScheduleOptions): Promise<ScheduleResult> {
  const ids = new Set(steps.map((step) => step.id));
  const missing = new Map(steps.map((step) => [step, step.dependsOn.filter((id) => ids.has(id)).length]));
  const followers = followersOf(steps);
  const errors: StackyardError[] = [];
  const begun = new Set<PlanStep>();
  const failed = new Set<PlanStep>();
  let isLost = false;
  const finished = Promise.withResolvers<void>();
  let inFlight = 0;

  const begin = (step: PlanStep): void => {
    if (isLost || options.signal.aborted) return;
    begun.add(step);
    inFlight += 1;
    void options
      .run(step)
      .then(
        () => release(step),
        (thrown: unknown) => {
          const error = asStackyardError(thrown);
          errors.push(error);
          // One that was cancelled is the cause of nothing.
          if (error.code !== 'CANCELLED') failed.add(step);
          if (isLost || !options.isFatal(error)) return;
          isLost = true;
          options.onFatal();
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
  const left = steps.filter((step) => !begun.has(step));
  if (left.length > 0 && errors.length === 0 && !options.signal.aborted) {
    errors.push(new StackyardError('INTERNAL', `The plan has a cycle: ${left.map((step) => step.id).join(', ')}.`));
  }
  const causes = causesOf(followers, failed);
  return {
    errors,
    skipped: left.map((step) => {
      const cause = causes.get(step);
      return { step, ...(cause === undefined ? {} : { failed: cause }) };
    }),
  };
}

type Followers = ReadonlyMap<string, readonly { readonly step: PlanStep }[]>;

/** The steps that wait for each, by its id. */
const followersOf = (steps: readonly PlanStep[]): Followers =>
  Map.groupBy(
    steps.flatMap((step) => step.dependsOn.map((id) => ({ id, step }))),
    ({ id }) => id,
  );

/** The failed step behind each step that waits for it, however far. */
function causesOf(followers: Followers, failed: ReadonlySet<PlanStep>): ReadonlyMap<PlanStep, PlanStep> {
  const causes = new Map<PlanStep, PlanStep>();
  for (const cause of failed) {
    const reached = [cause];
    for (let step = reached.pop(); step !== undefined; step = reached.pop()) {
      for (const { step: follower } of followers.get(step.id) ?? []) {
        if (causes.has(follower)) continue;
        causes.set(follower, cause);
        reached.push(follower);
      }
    }
  }
  return causes;
}
