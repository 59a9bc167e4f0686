import { chunkLines, type LogBuffer } from './log-buffer.ts';
import type { Level } from './level.ts';
import { FilterError, type MatchClient } from './match-client.ts';
import type { TextFilter } from './matching.ts';

/** Which lines of the buffer are shown. */
export interface LineFilter {
  /** All when left out. */
  readonly services?: ReadonlySet<string>;
  readonly minimum: Level;
  readonly text?: TextFilter;
}

/** Sequences of the lines that are shown, rising. */
export interface FilteredLines {
  readonly sequences: readonly number[];
  /** All lines up to here have been looked at. */
  readonly looked: number;
  /** Why the filter cannot be used. */
  readonly failure?: string;
}

export interface RunningFilter {
  readonly current: FilteredLines;
  /** Looks from where it was; needed once before anything else, and after `stop`. */
  start(): void;
  /** More lines may be there: looks on. Cheap when nothing is new. */
  advance(): void;
  stop(): void;
}

export interface FilterOptions {
  readonly buffer: LogBuffer;
  readonly filter: LineFilter;
  readonly matcher: MatchClient;
  readonly onChange: () => void;
}

/** Looks through the buffer chunk by chunk, the oldest first, giving the window a turn after each. */
export function runFilter({ buffer, filter, matcher, onChange }: FilterOptions): RunningFilter {
  let sequences: number[] = [];
  let looked = buffer.first;
  let failure: string | undefined;
  let stopping = new AbortController();
  let running = false;

  const lookAtChunk = async (signal: AbortSignal): Promise<void> => {
    const from = Math.max(looked, buffer.first);
    const until = Math.min(buffer.next, from + chunkLines);
    const candidates: number[] = [];
    for (let sequence = from; sequence < until; sequence += 1) if (buffer.isWanted(sequence, filter.services, filter.minimum)) candidates.push(sequence);
    const found = filter.text === undefined ? candidates : await matching(filter.text, candidates);
    if (signal.aborted) return;
    // Lines that were dropped meanwhile leave the view as well.
    const dropped = sequences.findIndex((sequence) => sequence >= buffer.first);
    if (dropped !== 0) sequences = dropped < 0 ? [] : sequences.slice(dropped);
    for (const sequence of found) sequences.push(sequence);
    looked = until;
    onChange();
  };
  const matching = async (text: TextFilter, candidates: readonly number[]): Promise<readonly number[]> => {
    if (candidates.length === 0) return [];
    const matches = await matcher.match(text, candidates.map((sequence) => buffer.text(sequence) ?? ''));
    return Array.from(matches, (index) => candidates[index] ?? 0);
  };
  const look = async (signal: AbortSignal): Promise<void> => {
    running = true;
    try {
      while (!signal.aborted && looked < buffer.next) {
        await lookAtChunk(signal);
        await new Promise((resolve) => setTimeout(resolve));
      }
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      if (signal.aborted) return;
      failure = error.message;
      onChange();
    } finally {
      running = false;
      // It was stopped and started again meanwhile.
      if (signal.aborted) advance();
    }
  };
  const advance = (): void => {
    if (!stopping.signal.aborted && !running && failure === undefined && looked < buffer.next) void look(stopping.signal);
  };
  return {
    get current() {
      return { sequences, looked, ...(failure === undefined ? {} : { failure }) };
    },
    start() {
      if (stopping.signal.aborted) stopping = new AbortController();
      advance();
    },
    advance,
    stop() {
      stopping.abort();
    },
  };
}
