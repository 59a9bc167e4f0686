import type { EngineEventItem } from '../types.ts';

/** Events of a burst that nobody takes; beyond this a fresh list is cheaper than the events. */
const largest = 50_000;

/**
 * Between the subscription and its reader. The engine drops events of a reader that is slow (moby pubsub waits 100 ms), so they
 * are taken from it at once; when too many wait, they are replaced by one `connected`, which makes the reader list again.
 */
export interface EventQueue {
  push(item: EngineEventItem): void;
  end(error?: Error): void;
  items(): AsyncGenerator<EngineEventItem, void, undefined>;
}

export function createEventQueue(): EventQueue {
  let waiting: EngineEventItem[] = [];
  let ended: { readonly error?: Error } | undefined;
  let arrival = Promise.withResolvers<void>();
  return {
    push: (item) => {
      if (waiting.length >= largest) waiting = [{ type: 'disconnected', reason: `more than ${largest} events waited to be read` }, { type: 'connected' }];
      waiting.push(item);
      arrival.resolve();
    },
    end: (error) => {
      ended = error === undefined ? {} : { error };
      arrival.resolve();
    },
    async *items() {
      for (;;) {
        const batch = waiting;
        waiting = [];
        yield* batch;
        if (waiting.length > 0) continue;
        if (ended?.error !== undefined) throw ended.error;
        if (ended !== undefined) return;
        arrival = Promise.withResolvers<void>();
        await arrival.promise;
      }
    },
  };
}
