import { setTimeout as delay } from 'node:timers/promises';
import type { Terminal } from './terminal.ts';

const longestPause = 30_000;

/** Tries until the program is gone: an engine that is away and a paused container both come back. When the signal aborts it tries once more and rejects. */
export async function endForSure(terminal: Pick<Terminal, 'end'>, signal: AbortSignal): Promise<void> {
  for (let pause = 500; ; pause = Math.min(pause * 2, longestPause)) {
    const isLast = signal.aborted;
    try {
      return await terminal.end();
    } catch (error) {
      if (isLast) throw error;
      // An abort ends the pause, not the work.
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}
