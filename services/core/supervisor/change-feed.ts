import type { SupervisorChange } from './types.ts';

type Unnumbered<Change> = Change extends SupervisorChange ? Omit<Change, 'sequence' | 'at'> : never;
export type NewChange = Unnumbered<SupervisorChange>;

/** Changes that a reader may catch up on. */
const KEPT = 2_000;

export interface ChangeFeed {
  readonly sequence: number;
  push(change: NewChange): void;
  /** Batches of what happened since the last one was taken; a reader that fell behind too far gets `resync` first. */
  read(signal: AbortSignal, after?: number): AsyncGenerator<readonly SupervisorChange[], void>;
  /** Ends all readers. */
  close(): void;
}

/** One list that all readers share, each at its own place: a slow one costs nothing. */
export function createChangeFeed(): ChangeFeed {
  let kept: readonly SupervisorChange[] = [];
  let sequence = 0;
  let closed = false;
  let arrival = Promise.withResolvers<void>();
  const wake = (): void => {
    arrival.resolve();
    arrival = Promise.withResolvers<void>();
  };
  return {
    get sequence() {
      return sequence;
    },
    push(change) {
      sequence += 1;
      kept = [...(kept.length >= KEPT ? kept.slice(KEPT / 4) : kept), { ...change, sequence, at: new Date().toISOString() }];
      wake();
    },
    async *read(signal, after = sequence) {
      let place = after;
      signal.addEventListener('abort', wake);
      try {
        while (!signal.aborted && !closed) {
          const arrived = arrival.promise;
          const batch = since(kept, place, sequence);
          place = sequence;
          if (batch.length > 0) yield batch;
          else await arrived;
        }
      } finally {
        signal.removeEventListener('abort', wake);
      }
    },
    close() {
      closed = true;
      wake();
    },
  };
}

function since(kept: readonly SupervisorChange[], place: number, sequence: number): readonly SupervisorChange[] {
  const first = kept[0]?.sequence ?? sequence + 1;
  // A place that lies ahead is from another core's life.
  if (place > sequence || place < first - 1) return [{ type: 'resync', sequence, at: new Date().toISOString() }];
  return place === sequence ? [] : kept.slice(place - first + 1);
}
