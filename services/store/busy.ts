import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../contract/errors.ts';
import { codeOf } from './code-of.ts';

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

export interface Patience {
  /** What is waited for, for the message: `the store /path`. */
  readonly object: string;
  readonly signal?: AbortSignal;
  /** Milliseconds; 15,000 when left out. */
  readonly deadline?: number;
}

/** Runs the work, and again while another process holds the lock. Never blocks the event loop while waiting. */
export async function patiently<Result>(work: () => Result | Promise<Result>, patience: Patience): Promise<Result> {
  const end = performance.now() + (patience.deadline ?? 15_000);
  for (let pause = 1; ; pause = Math.min(pause * 2, 40)) {
    patience.signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() >= end) {
        throw new StackyardError('CONFLICT', `Another process keeps ${patience.object} locked.`, { hint: 'End other stackyard or sqlite3 processes that use it, then try again.', cause: error });
      }
    }
    await sleep(pause + Math.random() * pause, undefined, patience.signal === undefined ? {} : { signal: patience.signal });
  }
}
