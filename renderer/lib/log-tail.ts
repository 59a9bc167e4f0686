import type { LogLine } from '../../services/contract/results.ts';
import type { LogBatch } from '../../services/contract/views/log-view.ts';

export interface TailLine extends LogLine {
  /** Counts over all lines of the tail. */
  readonly sequence: number;
}

export const mostTailLines = 200;

export interface Tail {
  readonly lines: readonly TailLine[];
  /** Sequence of the next line. */
  readonly next: number;
  readonly skipped: number;
}

/** Keeps the newest lines in the order in which they came. */
export function withBatch(before: Tail | undefined, { lines, skipped }: LogBatch): Tail {
  const { lines: kept, next, skipped: left } = before ?? { lines: [], next: 0, skipped: 0 };
  return { lines: [...kept, ...lines.map((line, index) => ({ ...line, sequence: next + index }))].slice(-mostTailLines), next: next + lines.length, skipped: left + skipped };
}
