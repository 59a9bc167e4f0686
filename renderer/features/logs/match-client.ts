import type { MatchRequest, MatchResponse, TextFilter } from './matching.ts';

/** The part of a Worker that is used; tests give one of another kind. */
export interface MatchPort {
  send(request: MatchRequest): void;
  onAnswer(listener: (response: MatchResponse) => void): void;
  terminate(): void;
}

/** A filter that cannot be used: no regular expression, or one that takes for ever. */
export class FilterError extends Error {}

export interface MatchClient {
  /** Indexes of the texts that match. Rejects with FilterError; then the next call begins with a fresh worker. */
  match(filter: TextFilter, texts: readonly string[]): Promise<Uint32Array>;
  close(): void;
}

/** How long one chunk of lines may take; `(a+)+$` takes for ever and would otherwise hold the worker. */
const deadlineMilliseconds = 1_000;

interface Waiting {
  readonly id: number;
  readonly answer: PromiseWithResolvers<Uint32Array>;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Matches in a worker, so that no pattern can freeze the window. One call at a time. */
export function createMatchClient(open: () => MatchPort): MatchClient {
  let port: MatchPort | undefined;
  let waiting: Waiting | undefined;
  let count = 0;

  const settle = (): Waiting | undefined => {
    const settled = waiting;
    clearTimeout(settled?.timer);
    waiting = undefined;
    return settled;
  };
  const abandon = (reason: string): void => {
    port?.terminate();
    port = undefined;
    settle()?.answer.reject(new FilterError(reason));
  };
  const opened = (): MatchPort => {
    if (port !== undefined) return port;
    port = open();
    port.onAnswer((response) => {
      if (response.id !== waiting?.id) return;
      const answer = settle()?.answer;
      if ('matches' in response) answer?.resolve(response.matches);
      else answer?.reject(new FilterError(response.failure));
    });
    return port;
  };
  return {
    match(filter, texts) {
      if (waiting !== undefined) throw new Error('a match is asked for while another runs');
      count += 1;
      const answer = Promise.withResolvers<Uint32Array>();
      const timer = setTimeout(() => abandon('This pattern takes too long. Make it simpler: nested repetitions such as (a+)+ are the usual reason.'), deadlineMilliseconds);
      waiting = { id: count, answer, timer };
      opened().send({ id: count, filter, texts });
      return answer.promise;
    },
    close: () => abandon('The filter was left.'),
  };
}
