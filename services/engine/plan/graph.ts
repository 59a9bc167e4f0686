import type { PlanStep } from './types.ts';

/** A step before it has its id and edges. */
type Draft<Step extends PlanStep = PlanStep> = Step extends PlanStep ? Omit<Step, 'id' | 'dependsOn'> : never;

export interface Graph {
  readonly steps: PlanStep[];
  /** Adds a step after the named ones and gives its id, `<kind>/<target>`. */
  add(draft: Draft, after?: readonly (string | undefined)[]): string;
}

export function createGraph(): Graph {
  const steps: PlanStep[] = [];
  return {
    steps,
    add: (draft, after = []) => {
      const id = `${draft.kind}/${draft.target}`;
      const dependsOn = [...new Set(after.filter((each) => each !== undefined))];
      steps.push({ ...draft, id, dependsOn });
      return id;
    },
  };
}

/** The steps so that each one stands after those that it depends on; otherwise in the order they were added. */
export function inOrder(steps: readonly PlanStep[]): readonly PlanStep[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ordered: PlanStep[] = [];
  const seen = new Set<string>();
  const visit = (step: PlanStep): void => {
    if (seen.has(step.id)) return;
    seen.add(step.id);
    for (const id of step.dependsOn) {
      const needed = byId.get(id);
      if (needed !== undefined) visit(needed);
    }
    ordered.push(step);
  };
  for (const step of steps) visit(step);
  return ordered;
}
