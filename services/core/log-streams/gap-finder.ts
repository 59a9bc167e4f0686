import type { LogLine } from '../../contract/results.ts';

/**
 * Engines keep a container's log in a few files of some megabytes. Whoever writes faster than the engine can read it out again
 * overtakes the reader: files are thrown away unread, and the engine does not say so.
 */
export interface GapFinder {
  /** A line to show before that one when lines are probably missing there. `now`: milliseconds since 1970. */
  before(source: string, line: LogLine, now: number): LogLine | undefined;
}

interface Run {
  /** Of its first and last line, in milliseconds since 1970. */
  began: number;
  time: number;
  /** How old its last line was when it came, in milliseconds. */
  lag: number;
  /** Lines without a pause. */
  length: number;
}

/** A pause inside a flood that is read late is probably none: the program did not stop, its lines are gone. Milliseconds. */
const pause = 80;
/** More than lines wait for those of other services. Milliseconds. */
const late = 350;
/** Fewer lines in a row, or in a millisecond, are no flood. */
const floodLines = 2_000;
const floodRate = 3;

/** `begun`: milliseconds since 1970 at which the reading began; pauses in what was written before mean nothing. */
export function createGapFinder(begun: number): GapFinder {
  const runs = new Map<string, Run>();
  return {
    before(source, line, now) {
      const time = Date.parse(line.time);
      const run = runs.get(source) ?? { began: time, time, lag: 0, length: 0 };
      runs.set(source, run);
      const missing = time - run.time;
      const isFlood = run.length > floodLines && run.length > (run.time - run.began) * floodRate;
      const isGap = missing > pause && isFlood && run.time > begun && run.lag > late;
      if (missing > pause) [run.began, run.length] = [time, 0];
      run.time = time;
      run.lag = now - time;
      run.length += 1;
      if (!isGap) return undefined;
      const text = `lines of ${(missing / 1000).toFixed(1)} s of ${line.service} may be missing: it writes faster than the engine lets its log be read`;
      return { service: line.service, replica: line.replica, stream: line.stream, time: line.time, isGap: true, text };
    },
  };
}
