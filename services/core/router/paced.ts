import { setTimeout as sleep } from 'node:timers/promises';
import type { Bell } from '../bell.ts';

/** A burst of changes becomes two items: the first change is told at once, the rest together. */
const milliseconds = 40;

export interface PacedOptions {
  readonly bell: Bell;
  readonly signal: AbortSignal;
}

/** Yields at once, and again after each ring; at most one item in 40 ms. Ends with the signal. */
export async function* paced({ bell, signal }: PacedOptions): AsyncGenerator<void> {
  while (!signal.aborted) {
    const heard = bell.count;
    const began = performance.now();
    yield;
    await bell.after(heard, signal);
    const rest = milliseconds - (performance.now() - began);
    if (rest > 0 && !signal.aborted) await sleep(rest);
  }
}
