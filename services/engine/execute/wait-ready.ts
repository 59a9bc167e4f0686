import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { asStackyardError, StackyardError } from '../../contract/errors.ts';
import { inspectContainer } from '../observe/inspect.ts';
import type { Inspection } from '../observe/inspect.ts';
import type { PlanStep } from '../plan/types.ts';
import { describeFailure, hintFor, lastLines, shown } from './failure.ts';
import type { Run } from './run.ts';

type WaitStep = Extract<PlanStep, { kind: 'wait-ready' }>;
type Waited = WaitStep['replicas'][number];

/** Restarts by the engine's policy, or ends of a host process that has a question, after which a start has failed. */
const restartLimit = 4;
/** How long a container that already crashed in this wait must live before its answer counts. */
const settleMilliseconds = 1000;
/** A probe promises to end within 2 s; one that does not must not hold up the deadline. */
const probeMilliseconds = 3000;
/** Most of what is between "it is ready" and "it is known" (milliseconds). */
const longestPause = 100;
/** How often the engine is asked about a container that does not answer yet (milliseconds): that costs more than most questions. */
const lookEvery = 250;

/** Until every replica is ready. NOT_READY with the last reason, SERVICE_DOWN when it died or crash-loops. */
export async function waitReady(run: Run, step: WaitStep): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([run.waitSignal, stop.signal]);
  try {
    await Promise.all(step.replicas.map(async (replica) => waitReplica({ run, step, replica, signal })));
  } finally {
    stop.abort();
  }
}

interface Wait {
  readonly run: Run;
  readonly step: WaitStep;
  readonly replica: Waited;
  readonly signal: AbortSignal;
}

async function waitReplica(wait: Wait): Promise<void> {
  const began = performance.now();
  const deadline = began + wait.step.timeoutSeconds * 1000;
  let life = await look(wait);
  let lookedAt = performance.now();
  const watched = { restartsBefore: life?.restarts ?? 0, began };
  let answeredAt: { readonly life: string; readonly time: number } | undefined;
  for (let pause = 50; ; pause = Math.min(pause * 1.3, longestPause)) {
    wait.signal.throwIfAborted();
    const askedAt = performance.now();
    const reason = await attempt(wait, life);
    const took = performance.now() - askedAt;
    const before = life;
    if (reason === undefined || life?.state !== 'running' || performance.now() - lookedAt >= lookEvery) {
      life = await look(wait);
      lookedAt = performance.now();
      await refuseDead(wait, life, watched);
      await refuseEnded(wait, watched.began);
    }
    if (reason === undefined && sameLife(before, life)) {
      const startedAt = life?.startedAt ?? '';
      if (answeredAt?.life !== startedAt) answeredAt = { life: startedAt, time: performance.now() };
      const crashed = (life?.restarts ?? 0) > watched.restartsBefore;
      if (!crashed || performance.now() - answeredAt.time >= settleMilliseconds) return;
    }
    // A question that costs much, such as a command run inside, is asked less often.
    const rest = Math.max(pause, Math.min(took, lookEvery));
    if (performance.now() + rest > deadline) throw await notReady(wait, life, reason ?? 'it answers, but keeps restarting');
    await sleep(rest, undefined, { signal: wait.signal });
  }
}

async function look({ run, replica, signal }: Wait): Promise<Inspection | undefined> {
  return replica.container === undefined ? undefined : inspectContainer(run.context.client, replica.container, signal);
}

/** A container that restarted during the question did not answer it. */
function sameLife(before: Inspection | undefined, after: Inspection | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return after.state === 'running' && before.startedAt === after.startedAt && before.restarts === after.restarts;
}

/** Undefined when ready; else the reason. */
async function attempt({ run, step, replica, signal }: Wait, life: Inspection | undefined): Promise<string | undefined> {
  const down = life === undefined ? undefined : describeFailure(life);
  if (down !== undefined) return `it ${down}`;
  const tooLong = AbortSignal.timeout(probeMilliseconds);
  const limit = AbortSignal.any([signal, tooLong]);
  const overrun = Promise.withResolvers<never>();
  const onAbort = (): void => overrun.reject(new Error('it does not answer'));
  limit.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([run.context.probe(step.service, replica.replica, limit), overrun.promise]);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return run.redact(tooLong.aborted ? 'it does not answer' : asStackyardError(error).message);
  } finally {
    limit.removeEventListener('abort', onAbort);
  }
}

async function refuseDead(wait: Wait, life: Inspection | undefined, watched: { readonly restartsBefore: number; readonly began: number }): Promise<void> {
  if (life === undefined) return;
  const restarts = life.restarts - watched.restartsBefore;
  if (restarts >= restartLimit) throw await crashLoop(wait, { life, restarts, seconds: (performance.now() - watched.began) / 1000 });
  if (life.state === 'exited' || life.state === 'dead') throw await died(wait, life);
}

/** A host process that nothing is asked of has failed with its first end: nothing else would tell that it is well. */
async function refuseEnded(wait: Wait, began: number): Promise<void> {
  const { run, step, replica, signal } = wait;
  if (replica.container !== undefined) return;
  const found = await run.context.processes.look(step.service, signal);
  if (found === undefined || found.ends < (found.isAsked ? restartLimit : 1)) return;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const loops = found.ends > 1;
  throw await failed(wait, {
    code: 'SERVICE_DOWN',
    state: loops ? 'crash-looping' : 'failed',
    life: undefined,
    is: loops ? 'is crash-looping: ' : '',
    cause: loops ? `ended ${found.ends} times in ${seconds} s; last it ${found.lastEnd}` : found.lastEnd,
    hint: `stackyard logs ${step.service} shows why. It is tried again after pauses; stackyard down ${step.service} ends that.`,
  });
}

async function died(wait: Wait, life: Inspection): Promise<StackyardError> {
  return failed(wait, { code: 'SERVICE_DOWN', state: 'failed', life, is: '', cause: describeFailure(life) ?? 'stopped' });
}

/** The engine would go on for ever: it is stopped, so that it costs nothing until the next up. */
async function crashLoop(wait: Wait, { life, restarts, seconds }: { readonly life: Inspection; readonly restarts: number; readonly seconds: number }): Promise<StackyardError> {
  const { client } = wait.run.context;
  await client.call({ method: 'POST', path: `/containers/${life.id}/stop`, query: { t: 1 }, deadline: 15_000 });
  const last = describeFailure({ ...life, state: 'exited' }) ?? '';
  return failed(wait, { code: 'SERVICE_DOWN', state: 'crash-looping', life, is: 'is crash-looping: ', cause: `${restarts} restarts in ${seconds.toFixed(1)} s; it ${last}; it was stopped` });
}

async function notReady(wait: Wait, life: Inspection | undefined, reason: string): Promise<StackyardError> {
  return failed(wait, { code: 'NOT_READY', state: 'unready', life, is: 'is ', cause: `not ready after ${wait.step.timeoutSeconds} s: ${reason}` });
}

interface Failed {
  readonly code: 'NOT_READY' | 'SERVICE_DOWN';
  readonly state: 'failed' | 'crash-looping' | 'unready';
  readonly life: Inspection | undefined;
  /** What stands between the service and the cause in a sentence; beside the state, the cause is enough. */
  readonly is: string;
  readonly cause: string;
  readonly hint?: string;
}

async function linesOf({ run, step, replica }: Wait, life: Inspection | undefined): Promise<readonly string[]> {
  if (replica.container === undefined) return shown(await run.context.processes.lastLines(step.service, AbortSignal.timeout(2000)));
  return life === undefined ? [] : lastLines(run.context.client, life.id, run.saidBefore.get(replica.container));
}

async function failed(wait: Wait, { code, state, life, is, cause, hint }: Failed): Promise<StackyardError> {
  const { run, step, replica } = wait;
  const lines = (await linesOf(wait, life)).map(run.redact);
  const subject = step.replicas.length > 1 ? `${step.service} (replica ${replica.replica})` : step.service;
  const last = lines.at(-1);
  const message = `${subject} ${is}${cause}${last === undefined ? '' : `; last log line: ${last.slice(0, 160)}`}`;
  run.emit({ type: 'service', service: step.service, state, cause });
  if (lines.length > 0) run.emit({ type: 'note', message: `Last log lines of ${subject}:\n${lines.map((line) => `  ${line}`).join('\n')}` });
  return new StackyardError(code, message, { service: step.service, hint: hint ?? hintFor(step.service, life) });
}
