import type { LogLine } from '../../contract/results.ts';

/** Lines between a reader that must not wait and a taker that may be slow: the newest are kept, what is dropped is counted. */
export interface LineQueue {
  readonly length: number;
  put(line: LogLine): void;
  /**
   * For one source: whether its next line should be made at all. A source that floods a queue which fills loses lines before they cost
   * anything, and they are counted; one that writes little loses none.
   */
  admission(): () => boolean;
  /** At most so many, the oldest first, and how many were dropped before them. */
  take(most: number): { readonly lines: readonly LogLine[]; readonly skipped: number };
}

export interface QueueBounds {
  readonly lines: number;
  readonly characters: number;
}

/** Lines a second that any source may put into a queue that fills. */
const calmLines = 200;
/** Part of a queue from which on floods are held off. */
const nearlyFull = 0.75;

export function createLineQueue(bounds: QueueBounds = { lines: 20_000, characters: 16 * 1024 * 1024 }): LineQueue {
  let lines: LogLine[] = [];
  let head = 0;
  let characters = 0;
  let skipped = 0;

  const dropOldest = (): void => {
    characters -= lines[head]?.text.length ?? 0;
    head += 1;
    skipped += 1;
  };
  const compact = (): void => {
    // Shifting a long array costs its length; this costs it once in a while.
    if (head < 4_096 && head < lines.length) return;
    lines = lines.slice(head);
    head = 0;
  };
  return {
    get length() {
      return lines.length - head;
    },
    put(line) {
      lines.push(line);
      characters += line.text.length;
      while (lines.length - head > bounds.lines || (characters > bounds.characters && lines.length - head > 1)) dropOldest();
      compact();
    },
    admission() {
      let [second, admitted] = [0, 0];
      return () => {
        if (lines.length - head < bounds.lines * nearlyFull && characters < bounds.characters * nearlyFull) return true;
        const now = Math.floor(performance.now() / 1000);
        if (now !== second) [second, admitted] = [now, 0];
        admitted += 1;
        if (admitted <= calmLines) return true;
        skipped += 1;
        return false;
      };
    },
    take(most) {
      const taken = lines.slice(head, head + most);
      head += taken.length;
      for (const { text } of taken) characters -= text.length;
      compact();
      const before = skipped;
      skipped = 0;
      return { lines: taken, skipped: before };
    },
  };
}
