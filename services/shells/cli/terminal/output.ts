import type { Writable } from 'node:stream';
import { type Paint, paintFor } from './style.ts';

export interface TerminalStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** One of the two streams that people and scripts read. */
export interface Output {
  readonly stream: TerminalStream;
  readonly paint: Paint;
  readonly isTerminal: boolean;
  /** Resolves when more may be written: a slow reader slows the writer down, not up the memory. */
  line(text: string): Promise<void>;
}

export function openOutput(stream: TerminalStream, environment: Readonly<Record<string, string | undefined>>): Output {
  return {
    stream,
    paint: paintFor(stream, environment),
    isTerminal: stream.isTTY === true && environment['TERM'] !== 'dumb',
    async line(text) {
      if (stream.destroyed || stream.errored !== null) return;
      if (stream.write(`${text}\n`)) return;
      await new Promise<void>((resolve) => {
        const settle = () => {
          for (const event of ['drain', 'error', 'close'] as const) stream.off(event, settle);
          resolve();
        };
        for (const event of ['drain', 'error', 'close'] as const) stream.once(event, settle);
      });
    },
  };
}

/** Everything written so far has left the process, or can no longer. */
export function flushed(stream: TerminalStream): Promise<void> {
  if (stream.destroyed || stream.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => stream.write('', () => resolve()));
}
