import type { MatchRequest, MatchResponse, TextFilter } from './matching.ts';

/** The part of a Worker that is used; tests give one of another kind. */
export interface MatchPort {
  send(request: MatchRequest): void;
  onAnswer(listener: (response: MatchResponse) => void): void;
  /** It cannot go on, for this reason. */
  onFailure(listener: (reason: string) => void): void;
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
/** How long a worker may take to begin: its script is loaded first. One that ended never does. */
const beginMilliseconds = 5_000;
const mostTries = 2;

interface Waiting {
  readonly request: MatchRequest;
  readonly answer: PromiseWithResolvers<Uint32Array>;
  tries: number;
  timer?: ReturnType<typeof setTimeout>;
}

export interface MatchClientOptions {
  readonly beginMilliseconds?: number;
}

/** Matches in a worker, so that no pattern can freeze the window. One call at a time. A worker that ends is replaced, and asked again once. */
export function createMatchClient(open: () => MatchPort, options: MatchClientOptions = {}): MatchClient {
  let port: MatchPort | undefined;
  let waiting: Waiting | undefined;
  let count = 0;

  const settle = (): Waiting | undefined => {
    const settled = waiting;
    clearTimeout(settled?.timer);
    waiting = undefined;
    return settled;
  };
  const leave = (): void => {
    port?.terminate();
    port = undefined;
  };
  const abandon = (reason: string): void => {
    leave();
    settle()?.answer.reject(new FilterError(reason));
  };
  const replace = (reason: string): void => {
    if (waiting === undefined) return leave();
    if (waiting.tries >= mostTries) return abandon(`Lines are not filtered: the part of the app that does it ended twice (${reason}). Change the filter to try again.`);
    leave();
    ask(waiting);
  };
  const opened = (): MatchPort => {
    if (port !== undefined) return port;
    const own = open();
    port = own;
    own.onFailure((reason) => {
      if (port === own) replace(reason);
    });
    own.onAnswer((response) => {
      if (response.id !== waiting?.request.id) return;
      if ('begun' in response) {
        clearTimeout(waiting.timer);
        waiting.timer = setTimeout(() => abandon('This pattern takes too long. Make it simpler: nested repetitions such as (a+)+ are the usual reason.'), deadlineMilliseconds);
        return;
      }
      const answer = settle()?.answer;
      if ('matches' in response) answer?.resolve(response.matches);
      else answer?.reject(new FilterError(response.failure));
    });
    return own;
  };
  function ask(asked: Waiting): void {
    asked.tries += 1;
    clearTimeout(asked.timer);
    asked.timer = setTimeout(() => replace('it did not answer'), options.beginMilliseconds ?? beginMilliseconds);
    opened().send(asked.request);
  }
  return {
    match(filter, texts) {
      if (waiting !== undefined) throw new Error('a match is asked for while another runs');
      count += 1;
      waiting = { request: { id: count, filter, texts }, answer: Promise.withResolvers<Uint32Array>(), tries: 0 };
      ask(waiting);
      return waiting.answer.promise;
    },
    close: () => abandon('The filter was left.'),
  };
}
