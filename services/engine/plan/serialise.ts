import type { PlanStepView, PlanView } from '../../contract/results.ts';
import type { Plan, PlanStep } from './types.ts';

/** A step without its payload: what is shown, journalled and sent. */
export function stepView({ id, kind, service, target, cause, dependsOn }: PlanStep): PlanStepView {
  return { id, kind, target, cause, dependsOn, ...(service === undefined ? {} : { service }) };
}

export function planView(plan: Plan): PlanView {
  return { stack: plan.stack, steps: plan.steps.map(stepView), ...(plan.notes.length === 0 ? {} : { notes: [...plan.notes] }) };
}

/** One line per step, for people and golden tests: `[1 2] -> #3 start-container shop-api-1: it is new`. */
export function planText(plan: Plan): string {
  const numbers = new Map(plan.steps.map((step, index) => [step.id, index + 1]));
  const lines = plan.steps.map((step, index) => {
    const after = step.dependsOn.map((id) => numbers.get(id) ?? '?').join(' ');
    return `[${after}] -> #${index + 1} ${step.kind} ${step.target}: ${step.cause}`;
  });
  return [...lines, ...plan.notes.map((note) => `note: ${note}`)].join('\n');
}
