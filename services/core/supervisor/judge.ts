import type { ReplicaState } from '../status/replica.ts';
import type { Ending } from './ledger.ts';

/** So many crashes within two minutes are a loop. */
export const LOOP = 3;
/** An answer of a service that keeps crashing counts once it lived so long (ms). */
const STEADY = 5_000;

export interface Known {
  readonly ending: Ending | undefined;
  /** Monotonic milliseconds of the crashes of the last two minutes. */
  readonly crashes: readonly number[];
  /** Milliseconds since the last start. */
  readonly sinceStart: number;
  readonly now: number;
  readonly gaveUp: boolean;
  readonly lastExit: string;
}

/** What the events add to a replica's state: that it keeps crashing, and that not every end is a crash. Pure. */
export function judge(state: ReplicaState, known: Known): ReplicaState {
  const { crashes, ending } = known;
  const ended = state.state === 'failed' || state.state === 'stopped';
  if (ended && ending?.reason === 'engine') return { state: 'stopped', cause: 'it ended with the engine' };
  if (ended && ending?.reason === 'command') return { state: 'stopped' };
  if (state.state === 'failed' && ending?.reason === 'outside') return { state: 'stopped', cause: 'it was stopped from outside Stackyard' };
  if (state.state === 'stopped' || state.state === 'stopping') return state;
  if (state.state === 'ready' && known.sinceStart >= STEADY) return state;
  if (known.gaveUp && crashes.length < LOOP) return { state: 'crash-looping', cause: `it kept ending, last it ${known.lastExit}; it is not started again until you start it` };
  if (crashes.length < LOOP) return state;
  const seconds = ((known.now - (crashes[0] ?? known.now)) / 1000).toFixed(0);
  const gaveUp = known.gaveUp ? '; it is not started again until you start it' : '';
  return { state: 'crash-looping', cause: `${crashes.length} crashes in ${seconds} s, last it ${known.lastExit}${gaveUp}` };
}
