import { inspectContainers, observeContainers, type EngineClient, type Inspection, type OwnContainer } from '../../engine/index.ts';
import { stackLockHolder, type Store } from '../../store/index.ts';
import type { Session } from '../session.ts';
import type { Kept } from '../status/service.ts';
import type { Topology } from '../topology.ts';
import { keptProcesses } from '../verbs/status.ts';

/** What one look at a stack showed. */
export interface Sight {
  readonly containers: readonly OwnContainer[];
  readonly inspections: ReadonlyMap<string, Inspection>;
  readonly wanted: ReadonlyMap<string, boolean>;
  readonly kept: readonly Kept[];
  /** Verb of the command that holds the stack. */
  readonly changing: string | undefined;
}

export const nothingSeen: Sight = { containers: [], inspections: new Map(), wanted: new Map(), kept: [], changing: undefined };

export interface Look {
  readonly session: Session;
  readonly store: Store;
  readonly client: EngineClient;
  readonly topology: Topology;
  readonly before: Sight;
  /** Containers that something happened to. */
  readonly stale: ReadonlySet<string> | 'all';
  readonly signal: AbortSignal;
}

/** One listing, and an inspection of each container that may have changed since the look before. */
export async function look({ session, store, client, topology, before, stale, signal }: Look): Promise<Sight> {
  const { name } = topology;
  const early = stale === 'all' ? [] : [...stale].filter((id) => before.inspections.has(id));
  // What an event named is inspected beside the listing, so that its news is not one round later.
  const [containers, fresh, wanted, kept] = await Promise.all([observeContainers(client, name, signal), inspectContainers(client, early, signal), store.wanted.read(name), keptProcesses(session, topology, signal)]);
  const missing = containers.filter(({ id, state }) => !fresh.has(id) && (stale === 'all' || stale.has(id) || before.inspections.get(id)?.state !== state)).map(({ id }) => id);
  const rest = await inspectContainers(client, missing, signal);
  const inspections = new Map(containers.flatMap(({ id }) => {
    const found = fresh.get(id) ?? rest.get(id) ?? before.inspections.get(id);
    return found === undefined ? [] : [[id, found] as const];
  }));
  return { containers, inspections, wanted, kept, changing: stackLockHolder(session.stateDirectory, name)?.verb };
}
