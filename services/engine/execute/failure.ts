import { stripVTControlCharacters } from 'node:util';
import type { EngineClient } from '../types.ts';
import type { Inspection } from '../observe/inspect.ts';

const shownLines = 20;

/** The last lines of a container's log, oldest first; empty when the engine no longer has them. */
export async function lastLines(client: EngineClient, container: string): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  const signal = AbortSignal.timeout(2000);
  try {
    for await (const frame of client.logs(container, { tail: shownLines, signal })) chunks.push(frame.data);
  } catch (error) {
    // The log only helps to explain a failure; that failure is the one to report.
    chunks.push(Buffer.from(`(its log cannot be read: ${error instanceof Error ? error.message : String(error)})`));
  }
  return shown(Buffer.concat(chunks).toString('utf8').split(/\r?\n/));
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
