import type { LogLine, ServiceState } from '../../services/contract/results.ts';
import type { LogBatch } from '../../services/contract/views/log-view.ts';

export interface TailLine extends LogLine {
  /** Counts over all lines of the tail. */
  readonly sequence: number;
}

export const mostTailLines = 200;
/** Shown beside the cause of a trouble. */
export const mostLastLines = 6;
/** What went wrong in these stands in what the service wrote. */
export const logsHelp: ReadonlySet<ServiceState> = new Set(['failed', 'crash-looping', 'unready', 'starting']);

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

/** A line for reading. */
export interface LineWords {
  readonly message: string;
  /** What else its JSON holds, as `name=value`; time and service are known already. */
  readonly rest: string;
  readonly level: string | undefined;
}

const messageKeys = ['message', 'msg', 'event'];
const levelKeys = ['level', 'severity', 'lvl'];
const timeKeys = ['time', 'timestamp', 'ts', '@timestamp'];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The message of a JSON line before the rest of it; any other line as it is. */
export function lineWords({ service, text, json }: Pick<LogLine, 'service' | 'text' | 'json'>): LineWords {
  const messageKey = json === undefined ? undefined : messageKeys.find((key) => typeof json[key] === 'string');
  if (json === undefined || messageKey === undefined) return { message: text, rest: '', level: undefined };
  const levelKey = levelKeys.find((key) => typeof json[key] === 'string');
  const left = Object.entries(json).filter(([key, value]) => key !== messageKey && key !== levelKey && !timeKeys.includes(key) && value !== undefined && value !== service);
  return { message: textOf(json[messageKey]), rest: left.map(([key, value]) => `${key}=${textOf(value)}`).join(' '), level: levelKey === undefined ? undefined : textOf(json[levelKey]).toLowerCase() };
}
