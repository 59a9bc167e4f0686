import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeByTime } from './merge.ts';
import type { Source, Timed } from './merge.ts';

const at = (milliseconds: number, text = ''): Timed => ({ time: new Date(milliseconds).toISOString(), text });

function listed(items: readonly Timed[]): Source<Timed> {
  return async function* (signal) {
    for (const item of items) if (!signal.aborted) yield await Promise.resolve(item);
  };
}

/** A source that says what it is told to, and stays open until aborted. */
function live(): { readonly source: Source<Timed>; say(item: Timed): void; readonly isOpen: () => boolean } {
  const waiting: Timed[] = [];
  let wake = Promise.withResolvers<void>();
  let isOpen = false;
  return {
    say: (item) => {
      waiting.push(item);
      wake.resolve();
    },
    isOpen: () => isOpen,
    source: async function* (signal) {
      isOpen = true;
      signal.addEventListener('abort', () => wake.resolve());
      while (!signal.aborted) {
        for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) yield item;
        wake = Promise.withResolvers();
        await wake.promise;
      }
      isOpen = false;
    },
  };
}

async function collect(items: AsyncIterable<Timed>): Promise<readonly Timed[]> {
  const all: Timed[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('mergeByTime', () => {
  it('is an exact merge of sources that end', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 60 }).map((values) => values.toSorted((left, right) => left - right));
    await fc.assert(
      fc.asyncProperty(fc.array(times, { maxLength: 6 }), async (lanes) => {
        const merged = await collect(mergeByTime(lanes.map((lane) => listed(lane.map((value) => at(value))))));
        expect(merged.map(({ time }) => Date.parse(time))).toEqual(lanes.flat().toSorted((left, right) => left - right));
      }),
      { numRuns: 300 },
    );
  });

  it('merges more than it may hold', async () => {
    const even = Array.from({ length: 6000 }, (_, index) => at(index * 2));
    const odd = Array.from({ length: 6000 }, (_, index) => at(index * 2 + 1));
    const late = [at(1_000_000)];
    const merged = await collect(mergeByTime([listed(even), listed(odd), listed(late)]));
    expect(merged.map(({ time }) => Date.parse(time))).toEqual([...Array.from({ length: 12_000 }, (_, index) => index), 1_000_000]);
  });

  it('reads a source no further than the reader follows', async () => {
    let read = 0;
    const endless: Source<Timed> = async function* (signal) {
      while (!signal.aborted) yield await Promise.resolve(at((read += 1)));
    };
    const merged = mergeByTime([endless, listed([at(5)])], { window: 1000 });
    for (let count = 0; count < 10; count += 1) await merged.next();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(read).toBeLessThan(2100);
    await merged.return();
  });

  it('waits a short while for a source that is behind, and no longer', async () => {
    const [early, late, silent] = [live(), live(), live()];
    const merged = mergeByTime([early.source, late.source, silent.source], { window: 60 });
    late.say(at(2, 'second'));
    early.say(at(1, 'first'));
    expect([(await merged.next()).value?.text, (await merged.next()).value?.text]).toEqual(['first', 'second']);
    await merged.return();
    expect([early.isOpen(), late.isOpen(), silent.isOpen()]).toEqual([false, false, false]);
  });

  it('stops the others when one fails', async () => {
    const other = live();
    const broken: Source<Timed> = async function* () {
      yield await Promise.resolve(at(1));
      throw new Error('gone');
    };
    await expect(collect(mergeByTime([broken, other.source], { window: 10 }))).rejects.toThrow('gone');
    expect(other.isOpen()).toBe(false);
  });

  it('ends when aborted', async () => {
    const controller = new AbortController();
    const source = live();
    const reading = collect(mergeByTime([source.source], { window: 10, signal: controller.signal }));
    controller.abort();
    expect(await reading).toEqual([]);
  });
});
