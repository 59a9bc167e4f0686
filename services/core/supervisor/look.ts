import { inspectContainers, observeContainers, observeEarlierNames, type EarlierName, type EngineClient, type Inspection, type OwnContainer } from '../../engine/index.ts';
import { stackLockHolder, type Store } from '../../store/index.ts';
import { withEarlierProcesses } from '../earlier-names.ts';
import { keptProcesses, ownWanted } from '../kept-processes.ts';
import type { Session } from '../session.ts';
import type { Kept } from '../status/service.ts';
import type { Topology } from '../topology.ts';

/** What one look at a stack showed. */
export interface Sight {
  readonly containers: readonly OwnContainer[];
  readonly inspections: ReadonlyMap<string, Inspection>;
  readonly wanted: ReadonlyMap<string, boolean>;
  readonly kept: readonly Kept[];
  /** Verb of the command that holds the stack. */
  readonly changing: string | undefined;
  /** Containers whose end the engine told of while it still shows them as running: it is taking them down, and cannot start them yet. */
  readonly ending: ReadonlySet<string>;
  /** Another stack file that runs under this name; nothing of it is ours to show or to heal. */
  readonly elsewhere?: string;
  /** What is there under names that the stack had before; seen by a look at everything. */
  readonly earlier: readonly EarlierName[];
}

export const nothingSeen: Sight = { containers: [], inspections: new Map(), wanted: new Map(), kept: [], changing: undefined, ending: new Set(), earlier: [] };

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
  const [{ containers, others }, earlier, fresh, wanted, processes] = await Promise.all([observeContainers(client, topology, signal), stale === 'all' ? earlierNames({ session, client, topology, signal }) : before.earlier, inspectContainers(client, early, signal), store.wanted.read(name), keptProcesses(session, topology, signal)]);
  const elsewhere = others[0] ?? processes.elsewhere;
  const missing = containers.filter(({ id, state }) => !fresh.has(id) && (stale === 'all' || stale.has(id) || before.inspections.get(id)?.state !== state)).map(({ id }) => id);
  const rest = await inspectContainers(client, missing, signal);
  const inspections = new Map(containers.flatMap(({ id }) => {
    const known = fresh.get(id) ?? rest.get(id) ?? before.inspections.get(id);
    return known === undefined ? [] : [[id, known] as const];
  }));
  return { containers, inspections, wanted: ownWanted(wanted, { ...processes, topology, elsewhere }), kept: processes.kept, changing: stackLockHolder(session.stateDirectory, name)?.verb, ending: new Set(), earlier, ...(elsewhere === undefined ? {} : { elsewhere }) };
}

async function earlierNames({ session, client, topology, signal }: Pick<Look, 'session' | 'client' | 'topology' | 'signal'>): Promise<readonly EarlierName[]> {
  return withEarlierProcesses(session, topology, { names: await observeEarlierNames(client, topology, signal), signal });
}

/** An end that the engine told of. */
export interface ToldEnd {
  /** Milliseconds since 1970, the engine's clock. */
  readonly time: number;
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** The engine's own policy starts it again. */
  readonly startsAgain: boolean;
}

/**
 * The sight after the engine said that a container ended, before it says so when it is asked: it is busy with taking it down for a while,
 * and a look that was under way may have asked before the end. Undefined where the sight knows, or knows better.
 */
export function withEnding(sight: Sight, id: string, { time, exitCode, outOfMemory, startsAgain }: ToldEnd): Sight | undefined {
  const known = sight.inspections.get(id);
  // An end of before its last start is told late.
  if (known?.state !== 'running' || (Date.parse(known.startedAt) || 0) > time) return undefined;
  const state = startsAgain ? 'restarting' : 'exited';
  const ended: Inspection = { ...known, state, exitCode, oomKilled: outOfMemory, finishedAt: new Date(time).toISOString() };
  return {
    ...sight,
    containers: sight.containers.map((each) => (each.id === id ? { ...each, state } : each)),
    inspections: new Map([...sight.inspections, [id, ended]]),
    ending: new Set([...sight.ending, id]),
  };
}
