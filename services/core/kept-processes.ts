import { hasProcesses, isRunning, otherOrigin } from './host-processes.ts';
import { processes } from './processes/index.ts';
import type { Session } from './session.ts';
import type { Kept } from './status/service.ts';
import type { Topology } from './topology.ts';

export interface KeptProcesses {
  /** This stack's. */
  readonly kept: readonly Kept[];
  /** Another stack file of the name has started them last. */
  readonly areOthers: boolean;
  /** That file, while they run. */
  readonly elsewhere?: string;
}

/** What the keeper of the stack's host processes tells. */
export async function keptProcesses(session: Pick<Session, 'stateDirectory'>, topology: Topology, signal?: AbortSignal): Promise<KeptProcesses> {
  const other = otherOrigin(session, topology);
  if (other === undefined && !hasProcesses(topology)) return { kept: [], areOthers: false };
  const kept = await processes(session.stateDirectory, topology.name).status(signal === undefined ? {} : { signal });
  if (other === undefined) return { kept, areOthers: false };
  return { kept: [], areOthers: true, ...(kept.some(({ state }) => isRunning(state)) ? { elsewhere: other } : {}) };
}

/** What is to be kept up is noted by the name of the stack: of that, what is noted for this one, and not for another file of the name. */
export function ownWanted(wanted: ReadonlyMap<string, boolean>, { topology, elsewhere, areOthers }: Pick<KeptProcesses, 'areOthers'> & { readonly topology: Topology; readonly elsewhere: string | undefined }): ReadonlyMap<string, boolean> {
  if (elsewhere !== undefined) return new Map();
  return areOthers ? new Map([...wanted].filter(([service]) => topology.services[service]?.type !== 'process')) : wanted;
}
