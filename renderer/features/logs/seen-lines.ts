import type { LogLine } from '../../../services/contract/results.ts';
import { parseLineTime } from './line-time.ts';
import type { LogBuffer } from './log-buffer.ts';

/** Milliseconds that a line may come after later ones of other services. */
const mostBehind = 2_000;
/** So many of the newest lines are compared. */
const mostCompared = 20_000;

export interface SeenLines {
  /** ISO time from which on lines are asked for again. */
  readonly since: string;
  /** Whether a line from then on is in the buffer already; each of several that are alike counts once. */
  take(line: Pick<LogLine, 'service' | 'replica' | 'time' | 'text'>): boolean;
}

const keyOf = ({ service, replica, text }: Pick<LogLine, 'service' | 'replica' | 'text'>, time: number): string => JSON.stringify([service, replica, time, text]);

/** What there is of the newest moments, for a stream that goes on after one that failed. Undefined while there is no line. */
export function newestSeen(buffer: LogBuffer): SeenLines | undefined {
  const there = new Map<string, number>();
  let [newest, oldest]: [number | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (let sequence = buffer.next - 1; sequence >= Math.max(buffer.first, buffer.next - mostCompared); sequence -= 1) {
    const line = buffer.line(sequence);
    // Rows that tell of a gap, and lines without a time, are no place to go on from.
    if (line === undefined || line.service === '' || Number.isNaN(line.time)) continue;
    newest ??= line.time;
    if (line.time < newest - mostBehind) break;
    oldest = Math.min(oldest, line.time);
    const key = keyOf(line, line.time);
    there.set(key, (there.get(key) ?? 0) + 1);
  }
  if (newest === undefined) return undefined;
  return {
    since: new Date(Math.floor(oldest)).toISOString(),
    take(line) {
      const moment = parseLineTime(line.time);
      // The millisecond that it begins with was perhaps cut through: what is older than all that was compared was seen.
      if (moment < oldest) return true;
      const key = keyOf(line, moment);
      const count = there.get(key) ?? 0;
      if (count > 0) there.set(key, count - 1);
      return count > 0;
    },
  };
}
