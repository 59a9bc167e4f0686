import { asStackyardError } from '../../contract/errors.ts';
import type { StackyardError } from '../../contract/errors.ts';

/** What waits to be put in order, over all sources: enough for any reorder window, little for memory. */
const mostWaiting = 2_000;
const mostCharacters = 4 * 1024 * 1024;

export interface Timed {
  /** UTC, RFC 3339, fixed width: compared as text. */
  readonly time: string;
  readonly text: string;
}

/** Starts one source; it must end soon after the signal is aborted. */
export type Source<Item> = (signal: AbortSignal) => AsyncIterable<Item>;

interface Lane<Item> {
  readonly waiting: { readonly item: Item; readonly arrival: number }[];
  ended: boolean;
}

/**
 * Several time-sorted sources as one. Without `window` it is an exact merge: a line leaves when every other source has shown a later
 * one or ended. With `window` (milliseconds, for sources that are followed) a line waits no longer than that for the others.
 * Sources are read only as far as needed. Throws what a source throws, after stopping the others.
 */
export async function* mergeByTime<Item extends Timed>(sources: readonly Source<Item>[], options: { readonly window?: number; readonly signal?: AbortSignal } = {}): AsyncGenerator<Item, void, undefined> {
  const window = options.window ?? Number.POSITIVE_INFINITY;
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const room = createGate();
  const arrival = createGate();
  const lanes = sources.map((): Lane<Item> => ({ waiting: [], ended: false }));
  let count = 0;
  let characters = 0;
  let failure: StackyardError | undefined;
  const isFull = (): boolean => count >= mostWaiting || characters >= mostCharacters;

  const fill = async (lane: Lane<Item>, source: Source<Item>): Promise<void> => {
    try {
      for await (const item of source(signal)) {
        lane.waiting.push({ item, arrival: performance.now() });
        count += 1;
        characters += item.text.length;
        arrival.open();
        // An empty lane may always go on: the order waits for its next line.
        while (isFull() && lane.waiting.length > 0 && !signal.aborted) await room.passed();
        if (signal.aborted) return;
      }
    } catch (error) {
      failure ??= asStackyardError(error);
    } finally {
      lane.ended = true;
      arrival.open();
    }
  };
  const filling = lanes.map((lane, index) => fill(lane, sources[index] ?? nothing));
  try {
    for (;;) {
      if (failure !== undefined) throw failure;
      const lane = earliest(lanes);
      const head = lane?.waiting[0];
      if (lane === undefined || head === undefined) {
        if (lanes.every((each) => each.ended)) return;
        await arrival.passed();
        continue;
      }
      const patience = head.arrival + window - performance.now();
      const isCertain = lanes.every((each) => each.ended || each.waiting.length > 0);
      if (!isCertain && patience > 0 && !(isFull() && window !== Number.POSITIVE_INFINITY)) {
        await arrival.passed(patience);
        continue;
      }
      lane.waiting.shift();
      count -= 1;
      characters -= head.item.text.length;
      room.open();
      yield head.item;
    }
  } finally {
    stop.abort();
    room.open();
    await Promise.all(filling);
  }
}

async function* nothing(): AsyncGenerator<never, void, undefined> {}

function earliest<Item extends Timed>(lanes: readonly Lane<Item>[]): Lane<Item> | undefined {
  let best: Lane<Item> | undefined;
  let time = '';
  for (const lane of lanes) {
    const head = lane.waiting[0]?.item.time;
    if (head !== undefined && (best === undefined || head < time)) [best, time] = [lane, head];
  }
  return best;
}

/** Lets everyone waiting pass each time it opens. */
function createGate(): { open(): void; passed(timeout?: number): Promise<void> } {
  let next: PromiseWithResolvers<void> | undefined;
  const open = (): void => {
    next?.resolve();
    next = undefined;
  };
  return {
    open,
    passed: async (timeout) => {
      next ??= Promise.withResolvers<void>();
      const { promise } = next;
      const timer = timeout === undefined || timeout === Number.POSITIVE_INFINITY ? undefined : setTimeout(open, timeout);
      await promise;
      clearTimeout(timer);
    },
  };
}
