import { z } from 'zod';
import type { LogLine } from '../../contract/results.ts';

/** How far each source was read: the time of its last line, and how many lines of exactly that time were given. */
export interface Positions {
  /** Whether a line of that source is new; counts it as given when it is. */
  take(source: string, line: Pick<LogLine, 'time'>): boolean;
  /** Begins to read a source again from what was given: lines of its last time are counted off, not given twice. */
  restart(source: string): { readonly since: string } | undefined;
  /** For a client to come back with. */
  cursor(): string;
}

const cursorSchema = z.record(z.string(), z.tuple([z.string(), z.int().min(1)]));

interface Position {
  time: string;
  given: number;
  /** Lines of `time` met again since the restart. */
  met: number;
}

/** Throws SyntaxError or a ZodError for a cursor that is none. */
export function openPositions(cursor: string | undefined): Positions {
  const read = cursor === undefined ? {} : cursorSchema.parse(JSON.parse(cursor));
  const positions = new Map<string, Position>(Object.entries(read).map(([source, [time, given]]) => [source, { time, given, met: 0 }]));
  return {
    take(source, { time }) {
      const position = positions.get(source);
      if (position === undefined || time > position.time) {
        positions.set(source, { time, given: 1, met: 1 });
        return true;
      }
      if (time < position.time) return false;
      position.met += 1;
      if (position.met <= position.given) return false;
      position.given = position.met;
      return true;
    },
    restart(source) {
      const position = positions.get(source);
      if (position === undefined) return undefined;
      position.met = 0;
      return { since: position.time };
    },
    cursor: () => JSON.stringify(Object.fromEntries([...positions].map(([source, { time, given }]) => [source, [time, given]]))),
  };
}
