import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '../../contract/results.ts';
import { linesOf } from '../logs/lines.ts';
import type { EngineClient } from '../types.ts';
import type { Inspection } from '../observe/inspect.ts';

const shownLines = 20;

/** The last lines of a container's log, those after a time of `lastLineTime`, oldest first; empty when the engine no longer has them. */
export async function lastLines(client: EngineClient, container: string, after = ''): Promise<readonly string[]> {
  const lines: string[] = [];
  try {
    for await (const { time, text } of tailOf(client, container, shownLines)) if (time > after) lines.push(text);
  } catch (error) {
    // The log only helps to explain a failure; that failure is the one to report.
    lines.push(`(its log cannot be read: ${error instanceof Error ? error.message : String(error)})`);
  }
  return shown(lines);
}

/** When the last line of a log was printed, in a text that compares like times; undefined where there is none, or it cannot be read. */
export async function lastLineTime(client: EngineClient, container: string): Promise<string | undefined> {
  let last: string | undefined;
  try {
    for await (const { time } of tailOf(client, container, 1)) last = time;
  } catch {
    // What is to be started is started without it.
  }
  return last;
}

function tailOf(client: EngineClient, container: string, tail: number): AsyncIterable<LogLine> {
  return linesOf(client.logs(container, { tail, timestamps: true, signal: AbortSignal.timeout(2000) }), { service: container, replica: 1 });
}

export function shown(lines: readonly string[]): readonly string[] {
  return lines.map(printable).filter((line) => line.trim() !== '').slice(-shownLines);
}

/** Colours and other control codes would act on the terminal that shows the line. */
function printable(line: string): string {
  return stripVTControlCharacters(line).replaceAll(/\p{Cc}/gu, ' ');
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}

/** Why a container is not running, in words; undefined while it runs. */
export function describeFailure(inspection: Inspection): string | undefined {
  const { state, exitCode, oomKilled, memoryBytes, error } = inspection;
  if (state === 'running') return undefined;
  if (state === 'paused') return 'is paused';
  if (state === 'created') return error === '' ? 'was never started' : `was never started: ${error}`;
  const limit = memoryBytes > 0 ? ` of ${mebibytes(memoryBytes)}` : '';
  if (oomKilled) return `was killed because it used more than its memory limit${limit} (exit code ${exitCode})`;
  const signal = exitCode > 128 && exitCode < 160 ? `, signal ${exitCode - 128}` : '';
  return `exited with code ${exitCode}${signal}${error === '' ? '' : ` (${error})`}`;
}

export function hintFor(service: string, inspection: Inspection | undefined): string {
  if (inspection?.oomKilled === true) return `Raise memory of ${service} in the stack file; stackyard logs ${service} shows what it did.`;
  return `stackyard logs ${service} shows why.`;
}
