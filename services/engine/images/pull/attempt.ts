import { StackyardError } from '../../../contract/errors.ts';
import type { EngineClient } from '../../types.ts';
import { parseReference, repositoryOf } from '../reference.ts';
import type { ImageTimings, Report } from '../types.ts';
import { PullFailure, pullFailure } from './failure.ts';
import { followPull } from './progress.ts';
import type { PullActivity } from './progress.ts';
import { someWait, underWay } from './under-way.ts';

export interface PullAttempt {
  readonly client: EngineClient;
  /** `name:tag` or `name@digest`. */
  readonly reference: string;
  readonly platform?: string;
  /** Value of `X-Registry-Auth`. */
  readonly authorization?: string;
  readonly timings: ImageTimings;
  readonly signal: AbortSignal;
  readonly report: Report;
}

/**
 * One pull. Rejects with PullFailure; rejects with the signal's reason when aborted. The engine neither times out nor says that
 * it waits, so the watch is here; aborting the request frees the engine's download slot at once.
 */
export async function pullOnce({ client, reference, platform, authorization, timings, signal, report }: PullAttempt): Promise<void> {
  signal.throwIfAborted();
  const { tag, digest, ...name } = parseReference(reference);
  const progress = followPull(reference, report);
  const given = new AbortController();
  let lastNews = performance.now();
  let answered = false;
  using _entry = underWay(() => answered && progress.activity === 'waiting');
  const watch = setInterval(() => {
    const quiet = performance.now() - lastNews;
    const limit = answered ? patience(progress.activity, timings) : timings.manifest;
    if (quiet < limit) return;
    given.abort(answered ? stalled(limit, progress.activity) : new PullFailure('manifest-timeout', `the registry did not answer within ${seconds(limit)}`));
  }, Math.max(20, Math.min(500, timings.stall / 10)));
  try {
    const documents = client.documents({
      method: 'POST',
      path: '/images/create',
      query: { fromImage: repositoryOf(name), tag: digest ?? tag, platform },
      ...(authorization === undefined ? {} : { headers: { 'X-Registry-Auth': authorization } }),
      deadline: timings.manifest + 5_000,
      signal: AbortSignal.any([signal, given.signal]),
    });
    for await (const document of documents) {
      answered = true;
      lastNews = performance.now();
      const failed = errorIn(document);
      if (failed !== undefined) throw pullFailure(new Error(failed));
      progress.take(document);
    }
    if (!progress.complete) throw new PullFailure('broken', 'the engine ended the pull without saying that it is complete');
  } catch (error) {
    signal.throwIfAborted();
    if (given.signal.reason instanceof PullFailure) throw given.signal.reason;
    // The engine itself is gone or hangs: that is no matter of the image.
    if (error instanceof StackyardError && error.code.startsWith('ENGINE_')) throw error;
    throw pullFailure(error);
  } finally {
    clearInterval(watch);
  }
}

function patience(activity: PullActivity, timings: ImageTimings): number {
  switch (activity) {
    case 'downloading':
      // Half of it where others wait for the slots: several stalled pulls hold them one after the other.
      return someWait() ? timings.stall / 2 : timings.stall;
    case 'unpacking':
      return timings.unpackStall;
    case 'waiting':
      return timings.slotWait;
  }
}

function stalled(limit: number, activity: PullActivity): PullFailure {
  const reason = activity === 'waiting' ? `no download slot of the engine became free in ${seconds(limit)} (other pulls hold them)` : `no progress for ${seconds(limit)}`;
  return new PullFailure('stalled', reason);
}

function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toFixed(1))} s`;
}

/** A 200 stream may carry the failure; `error` is deprecated from API 1.48 on. */
export function errorIn(document: Readonly<Record<string, unknown>>): string | undefined {
  const detail = document['errorDetail'];
  if (detail !== null && typeof detail === 'object' && 'message' in detail && typeof detail.message === 'string') return detail.message;
  const plain = document['error'];
  return typeof plain === 'string' ? plain : undefined;
}
