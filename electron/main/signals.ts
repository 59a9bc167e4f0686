import { constants } from 'node:os';

export interface SignalledEnd {
  /** Ends in good order, asking nobody. */
  readonly end: (signal: NodeJS.Signals) => void;
  /** Ends at once, with this exit code. */
  readonly force: (code: number) => void;
}

/** A signal ends the app without a question: nobody may be there to answer. A second one waits for nothing any more. */
export function endOnSignals({ end, force }: SignalledEnd, source: NodeJS.EventEmitter = process): void {
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    source.on(signal, () => {
      if (isEnding) force(128 + constants.signals[signal]);
      else end(signal);
      isEnding = true;
    });
  }
}
