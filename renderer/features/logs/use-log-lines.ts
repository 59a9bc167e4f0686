import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer } from 'react';
import { useCore } from '../../lib/core.ts';
import { runFilter, type LineFilter } from './log-filter.ts';
import { createLogSession, type LogSession } from './log-session.ts';
import { createMatchClient, type MatchPort } from './match-client.ts';
import type { MatchRequest, MatchResponse } from './matching.ts';

function openMatcher(): MatchPort {
  const worker = new Worker(new URL('match-worker.ts', import.meta.url), { type: 'module' });
  return {
    send: (request: MatchRequest) => worker.postMessage(request, []),
    onAnswer: (listener) => worker.addEventListener('message', ({ data }: MessageEvent<MatchResponse>) => listener(data)),
    // Its script could not be had, or it broke.
    onFailure: (listener) =>
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        listener(event.message);
      }),
    terminate: () => worker.terminate(),
  };
}

/** Lines that the filter lets through, by their place in the list. */
export interface ShownLines {
  readonly count: number;
  sequenceAt(index: number): number;
  /** -1 for a line that is not shown. */
  indexOf(sequence: number): number;
  /** Where the first line after that one stands, or would. */
  placeAfter(sequence: number): number;
  /** Why the text filter cannot be used. */
  readonly failure?: string;
}

const isOpen = ({ services, minimum, text }: LineFilter): boolean => services === undefined && minimum === 'none' && text === undefined;

/** The session of a stack, running while the screen stands. It is kept for a while after: who comes back sees at once what was there. */
export function useLogSession(file: string, since: string | undefined): LogSession {
  const core = useCore();
  const create = (): LogSession => createLogSession(core, since === undefined ? { file, tail: 1_000 } : { file, since, tail: 100_000 });
  const { data: session } = useQuery<LogSession>({ queryKey: ['logs.session', file, since], initialData: create, enabled: false });
  useEffect(() => {
    session.start();
    return () => session.stop();
  }, [session]);
  return session;
}

/** Follows the session and filters it; renders at most once a frame. */
export function useShownLines(session: LogSession, filter: LineFilter): ShownLines {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const matcher = useMemo(() => createMatchClient(openMatcher), []);
  const running = useMemo(() => (isOpen(filter) ? undefined : runFilter({ buffer: session.buffer, filter, matcher, onChange: redraw })), [session, filter, matcher]);
  useEffect(() => {
    running?.start();
    return () => {
      running?.stop();
      matcher.close();
    };
  }, [running, matcher]);
  useEffect(() => session.subscribe(() => (running === undefined ? redraw() : running.advance())), [session, running]);

  const { buffer } = session;
  if (running === undefined) {
    return { count: buffer.next - buffer.first, sequenceAt: (index) => buffer.first + index, indexOf: (sequence) => sequence - buffer.first, placeAfter: (sequence) => Math.max(0, sequence + 1 - buffer.first) };
  }
  const { sequences, failure } = running.current;
  return { count: sequences.length, sequenceAt: (index) => sequences[index] ?? -1, indexOf: (sequence) => (sequences[placeOf(sequences, sequence)] === sequence ? placeOf(sequences, sequence) : -1), placeAfter: (sequence) => placeOf(sequences, sequence + 1), ...(failure === undefined ? {} : { failure }) };
}

/** Of the first that is not below it, by halving: sequences rise. */
function placeOf(sequences: readonly number[], sequence: number): number {
  let [low, high] = [0, sequences.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sequences[middle] ?? 0) < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
