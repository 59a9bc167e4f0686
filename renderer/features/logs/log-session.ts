import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { CoreClient } from '../../../services/contract/client.ts';
import type { StackyardError } from '../../../services/contract/errors.ts';
import type { LogBatch, LogFollow } from '../../../services/contract/views/log-view.ts';
import { createLogBuffer, type LogBuffer } from './log-buffer.ts';
import { newestSeen } from './seen-lines.ts';

/** Lines of a stack as they come, while a screen shows them. It may be started again: what it had is shown until lines come. */
export interface LogSession {
  readonly buffer: LogBuffer;
  /** The first batch has come, or nothing will for a while. */
  readonly hasBegun: boolean;
  readonly error: StackyardError | undefined;
  /** Calls back after each change, at most once a frame. Returns what ends that. */
  subscribe(onChange: () => void): () => void;
  /** Begins to follow. */
  start(): void;
  /** Keeps the newest lines for the next start. */
  stop(): void;
}

/** Text of the row that stands for lines that are missing; such a row has no service. */
export const gapText = (skipped: number): string => `${skipped.toLocaleString('en-US')} lines are missing: they came faster than they could be carried`;

/** Lines per replica that are caught up after a stream failed. */
const mostCaughtUp = 100_000;

const quietMilliseconds = 1_500;
const retryMilliseconds = 2_000;

export function createLogSession(client: CoreClient, asked: LogFollow): LogSession {
  const buffer = createLogBuffer();
  let stopping = new AbortController();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  let hasBegun = false;
  /** The lines are of the time before it was started. */
  let isOld = false;
  let error: StackyardError | undefined;
  let frame: number | undefined;

  const tell = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      for (const listener of listeners) listener();
    });
  };
  const take = ({ lines, skipped }: LogBatch): void => {
    hasBegun = true;
    error = undefined;
    if (isOld) buffer.clear();
    isOld = false;
    if (skipped > 0) buffer.append([{ service: '', replica: 0, stream: 'stdout', time: lines[0]?.time ?? '', text: gapText(skipped), isGap: true }]);
    buffer.append(lines);
    tell();
  };
  const follow = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        // Within one stream a lost connection leaves no gap; after one that failed the next begins where it ended.
        const seen = error === undefined ? undefined : newestSeen(buffer);
        for await (const batch of await client.logs.follow(seen === undefined ? asked : { ...asked, since: seen.since, tail: mostCaughtUp }, { signal, ...resumed })) {
          if (signal.aborted) return;
          take(seen === undefined ? batch : { ...batch, lines: batch.lines.filter((line) => !seen.take(line)) });
        }
      } catch (failure) {
        if (signal.aborted) return;
        error = failureOf(failure, signal);
        hasBegun = true;
        tell();
      }
      await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
    }
  };
  return {
    buffer,
    get hasBegun() {
      return hasBegun;
    },
    get error() {
      return error;
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
    start() {
      stopping = new AbortController();
      isOld = buffer.next > buffer.first;
      hasBegun = isOld;
      error = undefined;
      void follow(stopping.signal);
      quiet = setTimeout(() => {
        hasBegun = true;
        tell();
      }, quietMilliseconds);
    },
    stop() {
      stopping.abort();
      clearTimeout(quiet);
      buffer.trim();
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
    },
  };
}
