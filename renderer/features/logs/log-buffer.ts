import type { LogLine } from '../../../services/contract/results.ts';
import { levelOf, levels, type Level } from './level.ts';
import { parseLineTime } from './line-time.ts';

/** Lines of one chunk; the unit in which old lines are dropped and filters work. */
export const chunkLines = 4_096;

/** A line as the list shows it. */
export interface BufferedLine {
  /** Counts from 0 over all lines ever appended. */
  readonly sequence: number;
  readonly service: string;
  readonly replica: number;
  readonly stream: 'stdout' | 'stderr';
  readonly level: Level;
  /** Milliseconds since 1970, with a fraction. */
  readonly time: number;
  readonly text: string;
}

/** Columns instead of an object a line: a million lines then cost little more than their texts. */
interface Chunk {
  readonly times: Float64Array;
  /** service index · 2¹² + replica (8 bits) · 2⁴ + level (3 bits) · 2 + stream. */
  readonly marks: Uint32Array;
  readonly texts: string[];
}

export interface LogBuffer {
  /** Sequence of the oldest line that is kept. */
  readonly first: number;
  /** Sequence that the next line gets. */
  readonly next: number;
  /** Services seen, in the order of their first line. */
  readonly services: readonly string[];
  append(lines: readonly LogLine[]): void;
  /** Undefined for a line that was dropped or is not there yet. */
  line(sequence: number): BufferedLine | undefined;
  text(sequence: number): string | undefined;
  /** Whether service and level of a line are wanted: for filters, without making an object. */
  isWanted(sequence: number, services: ReadonlySet<string> | undefined, minimum: Level): boolean;
  clear(): void;
  /** Drops all but the newest lines: at least one chunk of them stays, where so many are there. */
  trim(): void;
}

/** The newest `capacity` lines, rounded up to whole chunks. */
export function createLogBuffer(capacity = 1_000_000): LogBuffer {
  const keep = Math.ceil(capacity / chunkLines) + 1;
  let chunks: Chunk[] = [];
  let first = 0;
  let next = 0;
  const services: string[] = [];
  const indexes = new Map<string, number>();

  const indexOf = (service: string): number => {
    const known = indexes.get(service);
    if (known !== undefined) return known;
    indexes.set(service, services.length);
    return services.push(service) - 1;
  };
  const at = (sequence: number): { readonly chunk: Chunk; readonly index: number } | undefined => {
    if (sequence < first || sequence >= next) return undefined;
    const offset = sequence - first;
    const chunk = chunks[Math.floor(offset / chunkLines)];
    return chunk === undefined ? undefined : { chunk, index: offset % chunkLines };
  };
  const lastChunk = (): Chunk => {
    const last = chunks.at(-1);
    if (last !== undefined && last.texts.length < chunkLines) return last;
    if (chunks.length >= keep) {
      chunks.shift();
      first += chunkLines;
    }
    const chunk: Chunk = { times: new Float64Array(chunkLines), marks: new Uint32Array(chunkLines), texts: [] };
    chunks.push(chunk);
    return chunk;
  };
  return {
    get first() {
      return first;
    },
    get next() {
      return next;
    },
    services,
    append(lines) {
      for (const { service, replica, stream, time, text, json, isGap } of lines) {
        const chunk = lastChunk();
        const index = chunk.texts.length;
        chunk.times[index] = parseLineTime(time);
        chunk.marks[index] = indexOf(isGap === true ? '' : service) * 4_096 + (replica & 255) * 16 + levels.indexOf(levelOf(text, json)) * 2 + (stream === 'stderr' ? 1 : 0);
        chunk.texts.push(text);
        next += 1;
      }
    },
    line(sequence) {
      const found = at(sequence);
      if (found === undefined) return undefined;
      const mark = found.chunk.marks[found.index] ?? 0;
      return {
        sequence,
        service: services[mark >>> 12] ?? '',
        replica: (mark >>> 4) & 255,
        stream: (mark & 1) === 1 ? 'stderr' : 'stdout',
        level: levels[(mark >>> 1) & 7] ?? 'none',
        time: found.chunk.times[found.index] ?? Number.NaN,
        text: found.chunk.texts[found.index] ?? '',
      };
    },
    text(sequence) {
      const found = at(sequence);
      return found?.chunk.texts[found.index];
    },
    isWanted(sequence, wanted, minimum) {
      const found = at(sequence);
      if (found === undefined) return false;
      const mark = found.chunk.marks[found.index] ?? 0;
      if (minimum !== 'none' && ((mark >>> 1) & 7) < levels.indexOf(minimum)) return false;
      return wanted === undefined || wanted.has(services[mark >>> 12] ?? '');
    },
    clear() {
      chunks = [];
      first = next;
    },
    trim() {
      const dropped = Math.max(0, chunks.length - 2);
      chunks = chunks.slice(dropped);
      first += dropped * chunkLines;
    },
  };
}
