import type { processes } from '../processes/index.ts';
import type { ReplicaFacts, ReplicaState } from './replica.ts';

type Kept = Awaited<ReturnType<ReturnType<typeof processes>['status']>>[number];

/** A program may take this long (ms) to listen before its silence counts. */
const STARTING = 60_000;

function lastExit({ lastExit: exit, restarts }: Kept): string {
  const how = exit === undefined ? 'ended' : exit.signal === null ? `exited with code ${exit.code ?? 0}` : `was ended by ${exit.signal}`;
  return `restarted ${restarts} times, last it ${how}`;
}

/** The state of a host process in the words that containers have. Pure; `now` in milliseconds since 1970. */
export function processState(found: Kept | undefined, probe: ReplicaFacts['probe'], now: number): ReplicaState {
  if (found === undefined) return { state: 'stopped' };
  switch (found.state) {
    case 'running':
      if (probe?.ready === true) return { state: 'ready' };
      return { state: now - Date.parse(found.since) < STARTING ? 'starting' : 'unready', ...(probe === undefined ? {} : { cause: probe.reason }) };
    case 'restarting':
      return { state: 'starting', cause: lastExit(found) };
    case 'crash-looping':
      return { state: 'crash-looping', cause: lastExit(found) };
    case 'stopping':
      return { state: 'stopping' };
    case 'stopped':
      return { state: 'stopped' };
    case 'orphaned':
      return { state: 'unready', cause: 'its keeper was killed; stackyard up takes it over' };
  }
}
