import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import type { EngineRequest } from '../types.ts';
import type { PlanStep } from '../plan/types.ts';
import { stageError, statusOf } from './engine-error.ts';
import type { Stage } from './engine-error.ts';
import type { Run } from './run.ts';

type Step<Kind extends PlanStep['kind']> = Extract<PlanStep, { kind: Kind }>;

/** One engine call; the named statuses mean that what is wanted is so already. */
export async function tolerate(run: Run, request: EngineRequest, fine: readonly number[]): Promise<void> {
  try {
    await run.context.client.call(request);
  } catch (error) {
    if (!fine.includes(statusOf(error) ?? 0)) throw error;
  }
}

async function inStage(run: Run, { stage, service }: { readonly stage: Stage; readonly service: string }, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw stageError({ stage, subject: service, redact: run.redact, error });
  }
}

export async function stopStep(run: Run, step: Step<'stop-container'>): Promise<void> {
  const path = `/containers/${step.container}`;
  await inStage(run, { stage: 'stop', service: step.service }, async () => {
    // A paused container cannot act on its stop signal. 409 and 500: it is not paused any more.
    if (step.paused) await tolerate(run, { method: 'POST', path: `${path}/unpause` }, [404, 409, 500]);
    const deadline = ((step.graceSeconds ?? 120) + 30) * 1000;
    await tolerate(run, { method: 'POST', path: `${path}/stop`, query: { t: step.graceSeconds }, deadline, signal: run.signal }, [304, 404]);
  });
}

export async function removeStep(run: Run, step: Step<'remove-container'>): Promise<void> {
  await inStage(run, { stage: 'remove', service: step.service }, async () => removeContainer(run, step.container));
}

/** Never with `v`: that would take anonymous volumes along. `force` only ends what a restart policy revived after its stop. */
export async function removeContainer(run: Run, id: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await tolerate(run, { method: 'DELETE', path: `/containers/${id}`, query: { v: false, force: true }, deadline: 60_000 }, [404]);
      return;
    } catch (error) {
      // 409: its removal is already in progress, and its name is held until that ends.
      if (statusOf(error) !== 409 || tries === 100) throw error;
      await sleep(100);
    }
  }
}

export async function renameStep(run: Run, step: Step<'rename-container'>): Promise<void> {
  const id = run.unstarted.get(step.from);
  const path = `/containers/${id ?? step.from}/rename`;
  await inStage(run, { stage: 'rename', service: step.service }, async () => {
    await run.context.client.call({ method: 'POST', path, query: { name: step.to }, deadline: 15_000 });
  });
  if (id === undefined) return;
  run.unstarted.delete(step.from);
  run.unstarted.set(step.to, id);
}

export async function removeNetworkStep(run: Run, step: Step<'remove-network'>): Promise<void> {
  try {
    await tolerate(run, { method: 'DELETE', path: `/networks/${step.target}`, deadline: 30_000 }, [404]);
  } catch (error) {
    // 403: someone attached a container of their own; it keeps its network.
    if (statusOf(error) !== 403) throw stageError({ stage: 'network', subject: `network ${step.target}`, redact: run.redact, error });
    run.emit({ type: 'note', message: `Network ${step.target} is kept: containers outside this stack are attached to it.` });
  }
}

export async function createNetworkStep(run: Run, step: Step<'create-network'>): Promise<void> {
  const body = { Name: step.target, CheckDuplicate: true, Driver: 'bridge', Labels: step.labels };
  try {
    // 409: made meanwhile; whose it is shows when containers are attached, and observe refuses a foreign one next time.
    await tolerate(run, { method: 'POST', path: '/networks/create', body, deadline: 30_000 }, [409]);
  } catch (error) {
    throw stageError({ stage: 'network', subject: `network ${step.target}`, redact: run.redact, error });
  }
}

export async function createVolumeStep(run: Run, step: Step<'create-volume'>): Promise<void> {
  let made: { readonly Labels?: Readonly<Record<string, string>> | null };
  try {
    made = await run.context.client.call({ method: 'POST', path: '/volumes/create', body: { Name: step.target, Labels: step.volume.labels }, deadline: 30_000 });
  } catch (error) {
    throw stageError({ stage: 'volume', subject: `volume ${step.target}`, redact: run.redact, error });
  }
  // The engine answers with an existing volume as if it had made it: another owner's data must not be mounted.
  const wanted = Object.entries(step.volume.labels);
  if (wanted.some(([key, value]) => key.endsWith('.stack') && made.Labels?.[key] !== value)) {
    throw new StackyardError('CONFLICT', `The volume ${step.target} was made by someone else meanwhile.`, { hint: 'Give this stack another name; the volume is left as it is.' });
  }
}
