import type { LogLine } from '../../contract/results.ts';
import type { LogFrame } from '../types.ts';
import { createLineBuffer } from './line-buffer.ts';
import type { LineBuffer } from './line-buffer.ts';
import { longestTimestamp, readTimestamp } from './timestamp.ts';

/** The engine cuts what a container writes into messages of at most this many bytes, each with a time of its own. */
const messageSize = 16 * 1024;
const newline = 10;
const empty = Buffer.alloc(0);

export interface LineOptions {
  readonly service: string;
  readonly replica: number;
  /** The container has a TTY: no frames, so messages are told apart by newlines and their size. */
  readonly raw?: boolean;
  /** Asked at the end of each line; one that is not admitted costs next to nothing, for readers that have to keep up with a flood. */
  readonly admit?: () => boolean;
}

interface StreamState {
  readonly stream: LogLine['stream'];
  readonly line: LineBuffer;
  /** The bytes at the start of a message that may be its time; undefined inside a message. */
  prefix: Buffer | undefined;
  /** Bytes of this message so far, without its time. */
  size: number;
  time: string | undefined;
}

export interface LineReader {
  push(frame: LogFrame): readonly LogLine[];
  /** What came after the last newline. */
  end(): readonly LogLine[];
}

/** Turns frames, read with `timestamps`, into lines. A line without a time gets the present one. */
export function createLineReader(options: LineOptions): LineReader {
  const states = { stdout: newState('stdout'), stderr: newState('stderr') };
  return {
    push: (frame) => {
      const lines: LogLine[] = [];
      const state = states[frame.stream];
      if (options.raw !== true && frame.continued !== true) state.prefix = empty;
      let rest = frame.data;
      while (rest.length > 0) rest = state.prefix === undefined ? readMessage(state, rest, lines) : readPrefix(state, rest, lines);
      return lines;
    },
    end: () => Object.values(states).flatMap(finish),
  };

  function finish(state: StreamState): readonly LogLine[] {
    const lines: LogLine[] = [];
    if (state.prefix !== undefined && state.prefix.length > 0) addBytes(state, state.prefix, lines);
    state.prefix = undefined;
    if (!state.line.isEmpty) lines.push(lineOf(state, state.line.take()));
    return lines;
  }

  /** Returns what is left for the message. */
  function readPrefix(state: StreamState, bytes: Buffer, lines: LogLine[]): Buffer {
    const before = state.prefix ?? empty;
    // Only the head is copied: a frame may be megabytes.
    const head = before.length === 0 ? bytes : Buffer.concat([before, bytes.subarray(0, longestTimestamp)]);
    const reading = readTimestamp(head);
    if (reading.type === 'more') {
      state.prefix = Buffer.from(head);
      return empty;
    }
    state.prefix = undefined;
    state.size = 0;
    if (reading.type === 'time') {
      // A long line's later messages carry later times; the line keeps its first.
      if (state.line.isEmpty) state.time = reading.time;
      return bytes.subarray(reading.length - before.length);
    }
    addBytes(state, before, lines);
    return bytes;
  }

  function readMessage(state: StreamState, bytes: Buffer, lines: LogLine[]): Buffer {
    const room = options.raw === true ? messageSize - state.size : bytes.length;
    const at = bytes.subarray(0, room).indexOf(newline);
    if (at === -1) {
      const part = bytes.subarray(0, room);
      addBytes(state, part, lines);
      if (options.raw === true && state.size >= messageSize) state.prefix = empty;
      return bytes.subarray(part.length);
    }
    addBytes(state, bytes.subarray(0, at), lines);
    if (options.admit?.() === false) state.line.drop();
    else lines.push(lineOf(state, state.line.take()));
    state.time = undefined;
    state.size = 0;
    if (options.raw === true) state.prefix = empty;
    return bytes.subarray(at + 1);
  }

  function addBytes(state: StreamState, bytes: Buffer, lines: LogLine[]): void {
    state.size += bytes.length;
    for (const text of state.line.add(bytes)) lines.push(lineOf(state, text));
  }

  function lineOf(state: StreamState, text: string): LogLine {
    const json = parseJson(text);
    const { service, replica } = options;
    return { service, replica, stream: state.stream, time: state.time ?? new Date().toISOString(), text, ...(json === undefined ? {} : { json }) };
  }
}

function newState(stream: LogLine['stream']): StreamState {
  return { stream, line: createLineBuffer(), prefix: empty, size: 0, time: undefined };
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{') || !text.trimEnd().endsWith('}')) return undefined;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The lines of one container's frames. On a cut, what was left of the last line comes before the error. */
export async function* linesOf(frames: AsyncIterable<LogFrame>, options: LineOptions): AsyncGenerator<LogLine, void, undefined> {
  const reader = createLineReader(options);
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const frame of frames) for (const line of reader.push(frame)) yield line;
  } catch (error) {
    failure = { error };
  }
  yield* reader.end();
  if (failure !== undefined) throw failure.error;
}
