import { performance } from 'node:perf_hooks';
import { asStackyardError, StackyardError } from '../../contract/errors.ts';
import type { Progress } from '../../contract/results.ts';
import { planView, stepView } from '../plan/serialise.ts';
import type { Plan, PlanStep } from '../plan/types.ts';
import { removeUnstarted } from './cleanup.ts';
import { killPoint } from './fault.ts';
import { createQueue } from './queue.ts';
import { runStep } from './run-step.ts';
import type { Run } from './run.ts';
import { schedule } from './schedule.ts';
import type { ExecuteContext } from './types.ts';

/** What waits for readiness may still take once the engine is lost. */
const graceAfterLoss = 5000;
/** Without an engine no step can be done. */
const fatal: ReadonlySet<string> = new Set(['ENGINE_UNREACHABLE', 'ENGINE_TIMEOUT', 'CANCELLED']);

/**
 * Does the plan, as parallel as it allows, and tells what happens. Ends when all is done that can be: a failure takes with it what
 * depends on it, and nothing else. Throws the first failure, further ones as `related`; CANCELLED after an abort. A consumer that leaves early aborts it and waits until all is consistent.
 */
export async function* execute(plan: Plan, context: ExecuteContext): AsyncGenerator<Progress, void> {
  const queue = createQueue<Progress>();
  const left = new AbortController();
  const signal = context.signal === undefined ? left.signal : AbortSignal.any([context.signal, left.signal]);
  const outcome = perform({ plan, context, signal, emit: (item) => queue.push(item) }).finally(() => queue.end());
  // Awaited below; a rejection that comes while the consumer is busy must not count as unhandled.
  outcome.catch(() => undefined);
  let leftEarly = true;
  try {
    yield* queue.items();
    leftEarly = false;
  } finally {
    left.abort();
    // Who leaves early wants no error, only that all is consistent.
    await (leftEarly ? Promise.allSettled([outcome]) : outcome);
  }
}

interface Performance extends Pick<Run, 'plan' | 'context' | 'signal' | 'emit'> {}

async function perform({ plan, context, signal, emit }: Performance): Promise<void> {
  const lost = new AbortController();
  let grace: NodeJS.Timeout | undefined;
  const run: Run = {
    plan,
    context,
    signal,
    waitSignal: AbortSignal.any([signal, lost.signal]),
    emit,
    redact: context.redact ?? ((text) => text),
    images: new Map(),
    unstarted: new Map(),
    saidBefore: new Map(),
  };
  emit({ type: 'plan', steps: planView(plan).steps });
  for (const message of plan.notes) emit({ type: 'note', message });
  for (const step of plan.steps) if (step.kind === 'start-container' && step.dependsOn.length > 0) emit({ type: 'service', service: step.service, state: 'waiting' });
  const kill = killPoint();
  const { errors, skipped } = await schedule(plan.steps, {
    signal,
    run: async (step) => performStep(run, step, kill),
    isFatal: ({ code }) => fatal.has(code),
    onFatal: () => {
      grace = setTimeout(() => lost.abort(), graceAfterLoss);
    },
  });
  clearTimeout(grace);
  for (const { step, failed } of skipped) emit({ type: 'step', step: stepView(step), phase: 'skipped', ...(failed === undefined ? {} : { message: `${failed.service ?? failed.target} failed` }) });
  if (errors.length === 0 && skipped.length === 0) return collectFiles(run);
  await removeUnstarted(run);
  throw failureOf(errors);
}

async function performStep(run: Run, step: PlanStep, kill: (stepId: string) => void): Promise<void> {
  const { context, emit, plan } = run;
  const entry = { stack: plan.stack, step: step.id, kind: step.kind, ...(step.service === undefined ? {} : { service: step.service }) };
  const view = stepView(step);
  const began = performance.now();
  const seconds = (): number => Math.round(performance.now() - began) / 1000;
  await context.journal.record({ ...entry, phase: 'started' });
  emit({ type: 'step', step: view, phase: 'started' });
  try {
    const message = await runStep(run, step);
    await context.journal.record({ ...entry, phase: 'done' });
    emit({ type: 'step', step: view, phase: 'done', seconds: seconds(), ...(message === undefined ? {} : { message }) });
  } catch (error) {
    const { code, message: words } = asStackyardError(error);
    const message = run.redact(words);
    emit({ type: 'step', step: view, phase: code === 'CANCELLED' ? 'skipped' : 'failed', message, seconds: seconds() });
    await context.journal.record({ ...entry, phase: 'failed', message });
    throw error;
  }
  kill(step.id);
}

/** The first failure that is not a mere consequence; aborted waits say nothing new. */
function failureOf(errors: readonly StackyardError[]): StackyardError {
  const [first, ...related] = errors.filter((error) => error.code !== 'CANCELLED');
  if (first === undefined) {
    return new StackyardError('CANCELLED', 'Cancelled. What had been started is left running.', { hint: 'Run stackyard up to continue, or stackyard down.' });
  }
  if (related.length === 0) return first;
  return new StackyardError(first.code, first.message, {
    related,
    cause: first,
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    ...(first.service === undefined ? {} : { service: first.service }),
  });
}

/** Mounted files of earlier configurations, once nothing refers to them any more. */
async function collectFiles({ plan, context }: Run): Promise<void> {
  const started = new Set(plan.steps.filter((step) => step.kind === 'start-container').map((step) => step.service));
  for (const name of started) {
    const service = plan.desired?.services[name ?? ''];
    if (service?.type !== 'container') continue;
    await context.files.collect(service.name, new Set(service.containers.flatMap((each) => each.filesAddress ?? [])));
  }
}
