import { resumed } from '../../contract/connect/core-client.ts';
import { failureOf, failureOfFields } from '../../contract/connect/failures.ts';
import type { CoreClient } from '../../contract/client.ts';
import type { Core } from '../../contract/core.ts';
import { environmentDigest } from '../../contract/environment-digest.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { Progress } from '../../contract/results.ts';
import type { JobRequest } from '../../contract/views/job-view.ts';
import { attachToCore, type ReachableCore } from './shell-connection.ts';

/** The calls of a core that change a stack. */
export type ChangingVerb = 'up' | 'down' | 'restart' | 'provideImages';
export type ChangeOf<Verb extends ChangingVerb> = Parameters<Core[Verb]>[0];

export interface SharedChange {
  /** The core of this user, which runs. */
  readonly running: ReachableCore;
  /** Does the same in this process. */
  readonly here: () => AsyncIterable<Progress>;
  readonly request: JobRequest;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** undefined for what is not a job of its own: `up --watch` stays, and is this shell's. */
export function jobRequestOf(verb: ChangingVerb, input: ChangeOf<'up'> & ChangeOf<'provideImages'>): JobRequest | undefined {
  const { file, services, pull, rebuild, watch } = input;
  const chosen = services === undefined || services.length === 0 ? { file } : { file, services: [...services] };
  if (watch === true) return undefined;
  if (verb === 'provideImages') return { ...chosen, verb: rebuild === true ? 'build' : 'pull' };
  return { ...chosen, verb, ...(verb === 'up' && pull === true ? { pull } : {}) };
}

/**
 * Leaves a change to the user's shared core, so that the app shows each step of it and can cancel it. Where this shell's environment
 * means something else to the stack it is done here: the lock of the stack keeps the two apart, and the app follows the containers.
 */
export async function* shareChange({ running, here, request, signal, environment }: SharedChange): AsyncGenerator<Progress> {
  const { client, socket } = await attachToCore(running, signal);
  let agrees = false;
  try {
    agrees = await meansTheSame(client, request.file, environment);
    if (agrees) yield* runJob(client, request, signal);
  } catch (error) {
    throw failureOf(error, signal);
  } finally {
    socket.close();
  }
  if (!agrees) yield* here();
}

async function meansTheSame(client: CoreClient, file: string, environment: SharedChange['environment']): Promise<boolean> {
  const { names, digest } = await client.stacks.environment({ file, names: Object.keys(environment) }, resumed);
  return digest !== undefined && digest === (await environmentDigest(names, environment));
}

/** Runs to its end; aborted, it is cancelled and waited for, so that nothing goes on behind a prompt that came back. */
async function* runJob(client: CoreClient, request: JobRequest, signal: AbortSignal): AsyncGenerator<Progress> {
  const { id } = yield* start(client, request, signal);
  const cancel = (): void => void client.jobs.cancel({ id }).catch(() => undefined); // its end is told by the stream below
  signal.addEventListener('abort', cancel, { once: true });
  let ended: StackyardError | undefined;
  try {
    if (signal.aborted) cancel();
    for await (const { items, end } of await client.jobs.follow({ id }, resumed)) {
      yield* items;
      if (end === undefined) continue;
      if (end.error !== undefined) ended = failureOfFields(end.error);
      else if (end.state === 'cancelled') ended = new StackyardError('CANCELLED', `${request.verb} was cancelled in the app.`);
    }
  } catch (error) {
    const failure = failureOf(error, signal);
    // A new core does not know the jobs of the one before. What the job itself could not find is no matter of the core.
    if (failure.code !== 'NOT_FOUND') throw failure;
    throw new StackyardError('SERVICE_DOWN', `The core ended in the middle of \`${request.verb}\`.`, { cause: error, hint: 'Run the command again: it goes on where this one stopped.' });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  if (ended !== undefined) throw ended;
}

/** Another job of that stack is waited for, as the stack's lock would be. */
async function* start(client: CoreClient, request: JobRequest, signal: AbortSignal): AsyncGenerator<Progress, { readonly id: string }> {
  for (;;) {
    try {
      return await client.jobs.start(request, { signal });
    } catch (error) {
      const failure = failureOf(error, signal);
      const other = failure.code === 'CONFLICT' ? (await client.jobs.list({ file: request.file }, resumed)).find((job) => job.state === 'running') : undefined;
      if (other === undefined) throw failure;
      yield { type: 'note', message: `waits for \`${other.verb}\`, which the app runs on this stack` };
      for await (const { end } of await client.jobs.follow({ id: other.id }, { signal, ...resumed })) if (end !== undefined) break;
    }
  }
}
