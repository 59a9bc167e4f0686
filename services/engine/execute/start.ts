import { StackyardError } from '../../contract/errors.ts';
import type { DesiredContainer, PublishedPort } from '../container/types.ts';
import type { PlanStep } from '../plan/types.ts';
import { removeContainer, tolerate } from './containers.ts';
import { create } from './create.ts';
import { isPortTaken, stageError } from './engine-error.ts';
import { lastLineTime } from './failure.ts';
import type { Run } from './run.ts';

type StartStep = Extract<PlanStep, { kind: 'start-container' }>;

export async function startStep(run: Run, step: StartStep): Promise<void> {
  const started = await start(run, step);
  run.unstarted.delete(step.target);
  if (started === undefined) return;
  // Without the resources' hash: a fresh start has them applied again.
  await run.context.applied.write(step.service, { fields: started.fields, hashes: started.hashes });
}

/** Gives the container as it was started: on other ports after a lost race. */
async function start(run: Run, step: StartStep): Promise<DesiredContainer | undefined> {
  const files = step.container?.files();
  // The place may have been cleared since the container was made; mounts of what is there are not disturbed.
  if (files !== undefined) await run.context.files.place(files);
  try {
    await call(run, step);
    return step.container;
  } catch (error) {
    if (!isPortTaken(error)) throw stageError({ stage: 'start', subject: step.service, redact: run.redact, error });
    return onAnotherPort(run, step, error);
  }
}

async function call(run: Run, step: StartStep): Promise<void> {
  const made = run.unstarted.get(step.target);
  const id = made ?? step.target;
  if (made === undefined && step.how === 'start') await noteSaidBefore(run, step);
  // 304: it runs already.
  await tolerate(run, { method: 'POST', path: `/containers/${id}/${step.how}`, deadline: 60_000 }, [304]);
}

/** A container keeps what its runs before printed: a failure is to be told with the lines of this one. */
async function noteSaidBefore({ context, saidBefore }: Run, { target }: StartStep): Promise<void> {
  const time = await lastLineTime(context.client, target);
  if (time !== undefined) saidBefore.set(target, time);
}

/** Races that one start may lose: as many stacks as begin together, and then some. */
const movesAtMost = 50;

/** An automatic port is exchanged for the next free one, in a new container of the same name, until a start wins its race. */
async function onAnotherPort(run: Run, step: StartStep, error: unknown): Promise<DesiredContainer> {
  let { container } = step;
  let refusal = error;
  for (let moves = 0; moves < movesAtMost; moves += 1) {
    container = await movedContainer(run, step, { container, refusal });
    try {
      await call(run, step);
      return container;
    } catch (again) {
      if (!isPortTaken(again)) throw stageError({ stage: 'start', subject: step.service, redact: run.redact, error: again });
      refusal = again;
    }
  }
  throw await inUse(run, step, { error: refusal, lost: container === undefined ? undefined : lostPort(container, refusal) });
}

interface Refused {
  readonly container: DesiredContainer | undefined;
  readonly refusal: unknown;
}

/** The container made anew with the refused port exchanged. PORT_IN_USE where that port is the user's choice. */
async function movedContainer(run: Run, step: StartStep, { container, refusal }: Refused): Promise<DesiredContainer> {
  const { image } = step;
  const lost = container === undefined ? undefined : lostPort(container, refusal);
  if (container === undefined || image === undefined || lost?.address === undefined) throw await inUse(run, step, { error: refusal, lost });
  if (lost.mode === 'fixed' && container.replica === 1) throw await inUse(run, step, { error: refusal, lost });
  const address = await run.context.ports.another({ service: step.service, replica: step.replica, port: lost.name, refused: lost.address });
  const moved = container.withPorts({ [lost.name]: address });
  await removeContainer(run, run.unstarted.get(step.target) ?? step.target);
  run.unstarted.delete(step.target);
  await create(run, { container: moved, name: step.target, image: run.images.get(image.reference) ?? image.reference });
  run.emit({ type: 'note', message: `${step.service}.${lost.name} is on port ${address.port}: ${lost.address.port} was taken meanwhile.` });
  return moved;
}

/** The engine names the address: `listen tcp4 127.0.0.1:38431: bind: …`, `Bind for 127.0.0.1:38431 failed: …`. */
function lostPort(container: DesiredContainer, error: unknown): PublishedPort | undefined {
  const message = error instanceof Error ? error.message : '';
  const named = new Set([...message.matchAll(/:(\d{1,5})\b/g)].map(([, port]) => Number(port)));
  return container.ports.find((port) => port.address !== undefined && named.has(port.address.port));
}

async function inUse(run: Run, step: StartStep, { error, lost }: { readonly error: unknown; readonly lost: PublishedPort | undefined }): Promise<StackyardError> {
  const address = lost?.address;
  if (lost === undefined || address === undefined) {
    const message = `${step.service} could not be started: a port that it publishes is in use.`;
    return new StackyardError('PORT_IN_USE', message, { cause: error, service: step.service, hint: 'stackyard up moves it to a free port.' });
  }
  const holder = (await run.context.ports.holder(address)) ?? 'another process';
  return new StackyardError('PORT_IN_USE', `${step.service} could not be started: ${holder} took port ${address.host}:${address.port} meanwhile.`, {
    cause: error,
    service: step.service,
    hint: `Free the port, or publish ${lost.name} on another one.`,
  });
}
