import { setTimeout as pause } from 'node:timers/promises';
import type { EngineClient } from '../../types.ts';
import { parseReference, repositoryOf } from '../reference.ts';
import type { ImageTimings, Report } from '../types.ts';
import { pullOnce } from './attempt.ts';
import { registryAuthorization } from './credentials.ts';
import { PullFailure } from './failure.ts';
import type { PullFailureKind } from './failure.ts';
import { letWaitingGoFirst } from './under-way.ts';

export interface PullRequest {
  readonly client: EngineClient;
  /** Tried in this order; the next only when one is not found. */
  readonly references: readonly string[];
  readonly digest?: string;
  readonly platform?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly timings: ImageTimings;
  readonly signal: AbortSignal;
  readonly report: Report;
  /** A registry's limit is not waited for where there is another way. */
  readonly impatient: boolean;
}

/** How often a kind of failure is tried in all. Cut layers are not among them: the engine itself has tried those six times. */
const tries: Readonly<Partial<Record<PullFailureKind, number>>> = { 'rate-limit': 3, server: 3, stalled: 2 };

/** Pulls, with retries; resolves to the reference that was pulled. Rejects with PullFailure or the abort's reason. */
export async function pullImage(request: PullRequest): Promise<string> {
  let last: PullFailure | undefined;
  for (const reference of request.references) {
    const wanted = request.digest === undefined ? reference : `${repositoryOf(parseReference(reference))}@${request.digest}`;
    try {
      await pullWithRetries(request, wanted);
      return request.digest === undefined ? reference : await named(request.client, wanted, reference);
    } catch (error) {
      if (!(error instanceof PullFailure) || error.kind !== 'not-found') throw error;
      last ??= error;
    }
  }
  throw last ?? new PullFailure('not-found', 'no reference to pull was given');
}

async function pullWithRetries(request: PullRequest, reference: string): Promise<void> {
  const { client, platform, environment, timings, signal, report } = request;
  const authorization = await registryAuthorization(reference, environment, signal);
  const counts = new Map<PullFailureKind, number>();
  for (;;) {
    try {
      return await pullOnce({ client, reference, timings, signal, report, ...(platform === undefined ? {} : { platform }), ...(authorization === undefined ? {} : { authorization }) });
    } catch (error) {
      if (!(error instanceof PullFailure)) throw error;
      const count = (counts.get(error.kind) ?? 0) + 1;
      counts.set(error.kind, count);
      const allowed = request.impatient && error.kind === 'rate-limit' ? 1 : (tries[error.kind] ?? 1);
      if (count >= allowed) throw error;
      await beforeRetry({ request, reference, failure: error, next: count + 1, allowed });
    }
  }
}

interface Retry {
  readonly request: PullRequest;
  readonly reference: string;
  readonly failure: PullFailure;
  readonly next: number;
  readonly allowed: number;
}

async function beforeRetry({ request: { timings, signal, report }, reference, failure, next, allowed }: Retry): Promise<void> {
  if (failure.kind === 'stalled') {
    report({ type: 'note', message: `${reference}: ${failure.message}; try ${next} of ${allowed}` });
    return letWaitingGoFirst(timings.stall, signal);
  }
  const wait = failure.kind === 'rate-limit' ? timings.rateLimitPause : timings.serverErrorPause;
  const reason = failure.kind === 'rate-limit' ? "the registry's limit is reached (log in for a higher one)" : 'the registry failed';
  report({ type: 'note', message: `${reference}: ${reason}; try ${next} of ${allowed} in ${Math.ceil(wait / 1000)} s` });
  await pause(wait, undefined, { signal });
}

/** Content pulled by digest has no tag: it gets the one that was asked for, unless that one names something else already. */
async function named(client: EngineClient, pulled: string, reference: string): Promise<string> {
  const { tag, ...name } = parseReference(reference);
  const taken = await client.call<readonly unknown[]>({ method: 'GET', path: '/images/json', query: { filters: { reference: { [reference]: true } } } });
  if (tag === undefined || taken.length > 0) return pulled;
  await client.call({ method: 'POST', path: `/images/${pulled}/tag`, query: { repo: repositoryOf(name), tag } });
  return reference;
}
