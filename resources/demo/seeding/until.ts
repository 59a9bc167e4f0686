import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '../common/log.ts';

export interface Patience {
  /** `performance.now()` after which it gives up. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly pause?: number;
}

/** Asks until there is an answer. A throw counts as none; the last reason is in the error. */
export async function until<Value>(what: string, ask: () => Promise<Value | undefined>, { deadline, signal, pause = 50 }: Patience): Promise<Value> {
  let reason = 'no answer';
  for (;;) {
    signal.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof Final) throw error;
      reason = reasonOf(error);
    }
    if (performance.now() > deadline) throw new Error(`${what}: ${reason}`);
    await sleep(pause, undefined, { signal });
  }
}

/** Thrown by a question that needs no further asking. */
export class Final extends Error {}
