import { endWords, type ProcessStatus } from '../processes/index.ts';
import type { ReplicaFacts, ReplicaState } from './replica.ts';

/** A program may take this long (ms) to listen before its silence counts. */
const STARTING = 60_000;

function lastEnd({ lastExit, restarts }: ProcessStatus): string {
  const how = endWords(lastExit);
  if (restarts === 0) return `${how}; it is started again`;
  return `restarted ${restarts === 1 ? 'once' : `${restarts} times`}, last it ${how}`;
}

/** One that has ended before says why beside what its readiness says. */
function silence(found: ProcessStatus, reason: string | undefined): string | undefined {
  const words = [...(reason === undefined ? [] : [reason]), ...(found.lastExit === undefined ? [] : [lastEnd(found)])];
  return words.length === 0 ? undefined : words.join('; ');
}

/** The state of a host process in the words that containers have. Pure; `now` in milliseconds since 1970. */
export function processState(found: ProcessStatus | undefined, probe: ReplicaFacts['probe'], now: number): ReplicaState {
  if (found === undefined) return { state: 'stopped' };
  switch (found.state) {
    case 'running': {
      if (probe?.ready === true) return { state: 'ready' };
      const cause = silence(found, probe?.reason);
      return { state: now - Date.parse(found.since) < STARTING ? 'starting' : 'unready', ...(cause === undefined ? {} : { cause }) };
    }
    case 'restarting':
      return { state: 'starting', cause: lastEnd(found) };
    case 'crash-looping':
      return { state: 'crash-looping', cause: lastEnd(found) };
    case 'stopping':
      return { state: 'stopping' };
    case 'stopped':
      return { state: 'stopped' };
    case 'orphaned':
      return { state: 'unready', cause: 'its keeper was killed; stackyard up takes it over' };
  }
}
