import { PassThrough } from 'node:stream';
import type { Core } from '../../contract/core.ts';
import type { CommandContext } from './context.ts';
import { openOutput, type TerminalStream } from './terminal/output.ts';

export interface MemoryStream {
  readonly stream: TerminalStream;
  readonly text: () => string;
}

/** A stream that keeps what was written; with columns it passes for a terminal. */
export function memoryStream(columns?: number): MemoryStream {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  return { stream: columns === undefined ? stream : Object.assign(stream, { isTTY: true, columns, rows: 12 }), text: () => text };
}

/** A context over a core of which only some calls exist: the interface's stand-in for tests of rendering. */
export function memoryContext(core: Partial<Core>, options: { json?: boolean; columns?: number; signal?: AbortSignal } = {}) {
  const [stdout, stderr] = [memoryStream(options.columns), memoryStream(options.columns)];
  const context: CommandContext = {
    json: options.json ?? false,
    stackFile: () => '/shop/stackyard.yaml',
    optionalStackFile: () => '/shop/stackyard.yaml',
    stdout: openOutput(stdout.stream, {}),
    stderr: openOutput(stderr.stream, {}),
    stdin: process.stdin,
    signal: options.signal ?? new AbortController().signal,
    core: () => Promise.resolve(core as Core),
    sharedCore: () => Promise.reject(new Error('no core is shared in this test')),
  };
  return { context, stdout: stdout.text, stderr: stderr.text };
}

export async function* stream<Item>(...items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
