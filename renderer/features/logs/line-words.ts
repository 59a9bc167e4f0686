import { visibleText } from '../../lib/visible-text.ts';

/** A line as a row shows it: what it says, and the rest of a JSON line in short. */
export interface LineWords {
  readonly message: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Where loggers put what they say (pino, winston, zap, ECS, Envoy, nginx). */
const messageKeys = ['msg', 'message', 'log', 'event', 'text'];
/** Told by columns of their own, or the same in every line. */
const ownColumns: ReadonlySet<string> = new Set([...messageKeys, 'level', 'severity', 'lvl', 'log.level', 'levelname', '@level', 'time', 'timestamp', '@timestamp', 'ts', 'pid', 'hostname', 'name', 'v']);
const longestMessage = 2_000;
const longestValue = 120;
const mostFields = 12;

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

/** The object that a line is, or undefined. */
export function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{') || !text.trimEnd().endsWith('}')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined; // only looks like JSON
  }
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** The time at a line's beginning, which has a column of its own: `2026-01-31 09:00:00.123+00:00`, `[2026-01-31T09:00:00Z]`. */
const leadingTime = /^\[?\d{4}[-/]\d{2}[-/]\d{2}[ T]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z| ?[+-]\d{2}:?\d{2})?\]?\s+(?=\S)/;

/** A level in brackets before the words, which has a column of its own as well: `[info] `. */
const leadingLevel = /^\[(?:trace|debug|info|notice|warn(?:ing)?|error|critical|fatal)\]\s+(?=\S)/i;

const requestKeys: ReadonlySet<string> = new Set(['method', 'path', 'status']);

/** `POST /orders 201`: what proxies and servers tell of a request, in the order in which one reads it. */
function requestOf({ method, path, status }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof method !== 'string' || typeof path !== 'string') return undefined;
  return `${method} ${path}${typeof status === 'number' || typeof status === 'string' ? ` ${status}` : ''}`;
}

export function lineWords(text: string): LineWords {
  const object = objectOf(text);
  if (object === undefined) return { message: visibleText(cut(text.replace(leadingTime, '').replace(leadingLevel, ''), longestMessage)), fields: [] };
  const key = messageKeys.find((each) => typeof object[each] === 'string');
  const request = requestOf(object);
  const said = [...(key === undefined ? [] : [String(object[key])]), ...(request === undefined ? [] : [request])].join(' ');
  const fields = Object.entries(object)
    .filter(([name, value]) => !ownColumns.has(name) && !(request !== undefined && requestKeys.has(name)) && value !== null && value !== '-' && value !== '')
    .slice(0, mostFields)
    .map(([name, value]) => [visibleText(cut(name, longestValue)), visibleText(cut(wordOf(value), longestValue))] as const);
  return { message: visibleText(cut(said, longestMessage)), fields };
}
