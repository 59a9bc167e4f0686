import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '../../contract/results.ts';
import { codeOf } from '../../store/code-of.ts';
import { parseRecord } from './log-format.ts';

export interface ReadLogOptions {
  /** Goes on with what is written, until the signal aborts. */
  readonly follow?: boolean;
  /** ISO 8601. */
  readonly since?: string;
  /** The last lines only of what is there. */
  readonly tail?: number;
  readonly signal?: AbortSignal;
}

const pollMilliseconds = 100;
const keptFiles = 3;

/** Lines of a log that may be turned over while it is read. Ends at its end, or never with `follow`. */
export async function* readLog(path: string, service: string, options: ReadLogOptions): AsyncIterable<LogLine> {
  const since = options.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(options.since);
  let held: LogLine[] | undefined = options.tail === undefined ? undefined : [];
  for await (const item of records(path, options)) {
    if (item === undefined) {
      if (held !== undefined) yield* held;
      held = undefined;
      continue;
    }
    const line = parseRecord(service, item);
    if (line === undefined || Date.parse(line.time) < since) continue;
    if (held === undefined) yield line;
    else {
      held.push(line);
      if (held.length > (options.tail ?? 0)) held.shift();
    }
  }
}

/** Raw records; undefined once, where what was there has been read. */
async function* records(path: string, options: ReadLogOptions): AsyncIterable<string | undefined> {
  let file: FileHandle | undefined;
  let caughtUp = false;
  try {
    for (;;) {
      if (options.signal?.aborted === true) return;
      // Looked up before reading on: what was written before the file was turned over is then still read to its end.
      const next = await newerThan(path, file);
      if (file !== undefined) yield* linesOf(file, options.signal);
      if (next !== undefined) {
        await file?.close();
        file = next;
        continue;
      }
      if (!caughtUp) yield undefined;
      caughtUp = true;
      if (options.follow !== true) return;
      await pause(options.signal);
    }
  } finally {
    await file?.close();
  }
}

const rests = new WeakMap<FileHandle, Buffer>();

async function* linesOf(file: FileHandle, signal: AbortSignal | undefined): AsyncIterable<string> {
  const buffer = Buffer.alloc(256 * 1024);
  for (;;) {
    if (signal?.aborted === true) return;
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return;
    const bytes = Buffer.concat([rests.get(file) ?? Buffer.alloc(0), buffer.subarray(0, bytesRead)]);
    const end = bytes.lastIndexOf(10);
    rests.set(file, bytes.subarray(end + 1));
    if (end >= 0) yield* bytes.subarray(0, end).toString('utf8').split('\n');
  }
}

/** The file written after this one; the oldest there is when there is none yet. */
async function newerThan(path: string, file: FileHandle | undefined): Promise<FileHandle | undefined> {
  const mine = file === undefined ? undefined : (await file.stat()).ino;
  const newestFirst = [path, ...Array.from({ length: keptFiles - 1 }, (_, index) => `${path}.${index + 1}`)];
  let newer: string | undefined;
  for (const each of newestFirst) {
    const found = await stat(each).catch(ignoreMissing);
    if (found === undefined) continue;
    if (found.ino === mine) break;
    newer = each;
  }
  return newer === undefined ? undefined : open(newer, 'r').catch(ignoreMissing);
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(pollMilliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  }
}
