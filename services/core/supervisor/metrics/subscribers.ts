import type { SampleOptions } from '../types.ts';

/** Of one stack, by its file. */
interface Sample {
  readonly file: string;
}

export interface Subscribers<Item extends Sample> {
  /** Milliseconds: the finest that anyone asks for; undefined while nobody does. */
  every(): number | undefined;
  wants(file: string): boolean;
  publish(sample: Item): void;
  samples(signal: AbortSignal, options: SampleOptions): AsyncGenerator<Item, void>;
  close(): void;
}

const FINEST = 1_000;
/** Samples that wait for a slow reader; older ones are dropped, since only the newest matter. */
const WAITING = 30;

interface Subscriber<Item> {
  readonly options: SampleOptions;
  readonly waiting: Item[];
  wake: () => void;
}

/** Who looks at live samples, and how closely. */
export function createSubscribers<Item extends Sample>(closed: AbortSignal, changed: () => void): Subscribers<Item> {
  const subscribers = new Set<Subscriber<Item>>();
  return {
    every() {
      const all = [...subscribers].map(({ options }) => Math.max(FINEST, options.every ?? FINEST));
      return all.length === 0 ? undefined : Math.min(...all);
    },
    wants: (file) => [...subscribers].some(({ options }) => options.file === undefined || options.file === file),
    publish(sample) {
      for (const { options, waiting, wake } of subscribers) {
        if (options.file !== undefined && options.file !== sample.file) continue;
        waiting.splice(0, Math.max(0, waiting.push(sample) - WAITING));
        wake();
      }
    },
    async *samples(signal, options) {
      const subscriber: Subscriber<Item> = { options, waiting: [], wake: () => undefined };
      const wake = (): void => subscriber.wake();
      subscribers.add(subscriber);
      signal.addEventListener('abort', wake);
      changed();
      try {
        while (!signal.aborted && !closed.aborted) {
          const { promise, resolve } = Promise.withResolvers<void>();
          subscriber.wake = resolve;
          const sample = subscriber.waiting.shift();
          if (sample !== undefined) yield sample;
          else await promise;
        }
      } finally {
        signal.removeEventListener('abort', wake);
        subscribers.delete(subscriber);
        changed();
      }
    },
    close() {
      for (const { wake } of subscribers) wake();
    },
  };
}
