import { StringDecoder } from 'node:string_decoder';
import { closeSync, constants, fstatSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { codeOf } from '../../store/code-of.ts';
import { tightenFile } from '../../store/private-files.ts';
import type { Redactor } from '../../store/redactor.ts';
import { formatRecord } from './log-format.ts';

export interface LogFile extends Disposable {
  /** Takes output as it comes; whole lines are written at once. */
  write(stream: 'stdout' | 'stderr', chunk: Buffer): void;
  /** Ends lines that had no end, when the process has gone. */
  flush(): void;
}

export interface LogFileOptions {
  readonly redactor: Redactor;
  /** 10 MiB when left out. */
  readonly maximumBytes?: number;
  /** With the current one; 3 when left out. */
  readonly files?: number;
}

// Longer lines are written in parts, so that a process without line ends cannot fill the memory.
const longestText = 64 * 1024;

/** Captured output in a file that is turned over: `web.log`, `web.log.1`, `web.log.2`. */
export function openLogFile(path: string, options: LogFileOptions): LogFile {
  const maximumBytes = options.maximumBytes ?? 10 * 1024 * 1024;
  const files = options.files ?? 3;
  const open = (): number => {
    tightenFile(path);
    return openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  };
  let file = open();
  let size = fstatSync(file).size;
  let lost = 0;
  const rest = { stdout: '', stderr: '' };
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };

  const turnOver = (): void => {
    closeSync(file);
    for (let index = files - 1; index >= 1; index--) {
      const from = index === 1 ? path : `${path}.${index - 1}`;
      if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, `${path}.${index}`);
    }
    file = open();
    size = 0;
  };
  const put = (text: string, lines: number): void => {
    try {
      if (size > 0 && size + Buffer.byteLength(text) > maximumBytes) turnOver();
      const told = lost === 0 ? text : formatRecord({ time: new Date().toISOString(), stream: 'stderr', partial: false, text: `[stackyard] ${lost} lines were lost: the disk was full` }) + text;
      const bytes = Buffer.from(told);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      size += bytes.length;
      lost = 0;
    } catch (error) {
      // The process must not stop because its log cannot be kept; what is missing is told as soon as there is room.
      if (!['ENOSPC', 'EDQUOT', 'EIO'].includes(codeOf(error))) throw error;
      lost += lines;
    }
  };
  const format = (stream: 'stdout' | 'stderr', text: string, partial: boolean): string => formatRecord({ time: new Date().toISOString(), stream, partial, text: options.redactor.redact(text) });

  return {
    write(stream, chunk) {
      const lines = (rest[stream] + decoders[stream].write(chunk)).split('\n');
      rest[stream] = lines.pop() ?? '';
      let records = lines.flatMap((line) => inParts(line.endsWith('\r') ? line.slice(0, -1) : line)).map((part) => format(stream, part.text, part.partial)).join('');
      for (; rest[stream].length >= longestText; rest[stream] = rest[stream].slice(longestText)) records += format(stream, rest[stream].slice(0, longestText), true);
      if (records !== '') put(records, lines.length);
    },
    flush() {
      for (const stream of ['stdout', 'stderr'] as const) {
        const text = rest[stream] + decoders[stream].end();
        rest[stream] = '';
        if (text !== '') put(format(stream, text, false), 1);
      }
    },
    [Symbol.dispose]() {
      closeSync(file);
    },
  };
}

function inParts(line: string): readonly { readonly text: string; readonly partial: boolean }[] {
  const count = Math.max(1, Math.ceil(line.length / longestText));
  return Array.from({ length: count }, (_, index) => ({ text: line.slice(index * longestText, (index + 1) * longestText), partial: index < count - 1 }));
}
