import type { BufferedLine } from './log-buffer.ts';

const isoOf = (time: number): string => (Number.isNaN(time) ? '' : new Date(time).toISOString());

/** `2026-01-31T09:00:00.000Z api-1 text`, as it came. */
export function plainText(lines: Iterable<BufferedLine>): string {
  return Array.from(lines, ({ service, replica, time, text }) => `${isoOf(time)} ${service}-${replica} ${text}\n`).join('');
}

/** One JSON document a line. */
export function ndjson(lines: Iterable<BufferedLine>): string {
  return Array.from(lines, ({ service, replica, stream, level, time, text }) => `${JSON.stringify({ time: isoOf(time), service, replica, stream, level, text })}\n`).join('');
}

/** Hands a text to the user as a file. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
