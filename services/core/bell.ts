import { once } from 'node:events';

/** Tells waiters that something changed, without saying what. */
export interface Bell {
  /** Grows with each ring. */
  readonly count: number;
  ring(): void;
  /** Resolves when the bell rang after `heard`, at once if it already has; also when the signal aborts. */
  after(heard: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  let count = 0;
  let next = Promise.withResolvers<void>();
  return {
    get count() {
      return count;
    },
    ring() {
      count += 1;
      next.resolve();
      next = Promise.withResolvers();
    },
    async after(heard, signal) {
      if (count > heard || signal.aborted) return;
      const stop = new AbortController();
      const aborted = once(signal, 'abort', { signal: stop.signal }).catch(() => undefined); // ended below: the bell was first
      await Promise.race([next.promise, aborted]);
      stop.abort();
    },
  };
}
