import type { LogLine } from '../../contract/results.ts';

/**
 * The log format of Kubernetes' container runtimes: `2026-01-31T12:00:00.000Z stdout F text`. `P` instead of `F` says that the line
 * goes on in the next record of the same stream.
 */
export function formatRecord(record: { readonly time: string; readonly stream: 'stdout' | 'stderr'; readonly text: string; readonly partial: boolean }): string {
  return `${record.time} ${record.stream} ${record.partial ? 'P' : 'F'} ${record.text}\n`;
}

const record = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (stdout|stderr) ([FP]) (.*)$/s;

/** undefined for a record that was cut when its writer was killed. */
export function parseRecord(service: string, line: string): LogLine | undefined {
  const found = record.exec(line);
  if (found === null) return undefined;
  const [, time = '', stream, , text = ''] = found;
  const json = parseObject(text);
  return { service, replica: 1, stream: stream === 'stderr' ? 'stderr' : 'stdout', time, text, ...(json === undefined ? {} : { json }) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined; // text that only looks like JSON
  }
}
