import type { ServiceSelection } from '../../contract/core.ts';
import type { Progress } from '../../contract/results.ts';
import { earlierOf, earlierWords, execute, isOfFile, isSameFile, namedServices, planDown, planRestart, type EarlierName, type Observed, type ObservedProcess } from '../../engine/index.ts';
import { withEarlierProcesses } from '../earlier-names.ts';
import { observeKept, observeProcesses } from '../host-processes.ts';
import { originOf } from '../processes/index.ts';
import { loadOrLast } from '../load-or-last.ts';
import { prepare, type Prepared } from '../prepare.ts';
import type { Session } from '../session.ts';
import type { Topology } from '../topology.ts';
import { changing, type ChangeContext } from './change.ts';
import { executeContext } from './up.ts';

/** Stops and removes containers and the network; volumes stay. All of a stack is also what is there of it under names that it had before. */
export async function* down(session: Session, options: ServiceSelection, signal: AbortSignal): AsyncGenerator<Progress> {
  const { topology, problem } = await loadOrLast(session, options.file);
  if (problem !== undefined) yield { type: 'note', message: `${problem.message} What runs of the stack as it was before is stopped.` };
  const services = options.services ?? [];
  await refuseUnknown(session, topology, { services, signal });
  yield* changing({ session, stack: topology.name, verb: 'down', services, signal }, async function* (context) {
    const prepared = await prepare(session, topology, { signal, only: [] });
    const earlier = await earlierNames(prepared, signal);
    // First: the name of now may turn out to be somebody else's.
    if (services.length === 0) yield* downEarlier(prepared, earlier, signal);
    const processes = await observeProcesses(session, topology, signal);
    const unwanted = services.length > 0 ? services : Object.keys(topology.services);
    yield* stop({ prepared, context, processes, unwanted, observed: prepared.observed, ...(services.length === 0 ? {} : { only: services, earlier }) }, signal);
  });
}

const earlierNames = async ({ session, topology, observed }: Pick<Prepared, 'session' | 'topology' | 'observed'>, signal: AbortSignal): Promise<readonly EarlierName[]> =>
  withEarlierProcesses(session, topology, { names: earlierOf(observed, topology).names, signal });

/** Before the lock and the history. What is no longer in the file may still be there. */
async function refuseUnknown(session: Session, topology: Topology, { services, signal }: { readonly services: readonly string[]; readonly signal: AbortSignal }): Promise<void> {
  const known = Object.keys(topology.services);
  if (services.every((name) => known.includes(name))) return;
  const { observed } = await prepare(session, topology, { signal, only: [] });
  const there = [...observed.containers.map(({ service }) => service), ...Object.keys(await observeKept(session, topology.name, signal)), ...(await earlierNames({ session, topology, observed }, signal)).flatMap((each) => each.services)];
  namedServices([...new Set([...known, ...there])], services);
}

/** Under each name in its own turn and lock, in the order of what uses what now. */
async function* downEarlier({ session, topology }: Prepared, names: readonly EarlierName[], signal: AbortSignal): AsyncGenerator<Progress> {
  const words = earlierWords(names);
  if (words !== undefined) yield { type: 'note', message: `${words.message} They go down as well.` };
  for (const { name } of names) {
    yield* changing({ session, stack: name, verb: 'down', services: [], signal }, async function* (context) {
      const prepared = await prepare(session, { ...topology, name }, { signal, only: [] });
      // What is to be kept up is noted by name: another file that has taken it keeps what is noted.
      const unwanted = prepared.observed.others.length > 0 ? [] : [...(await context.store.wanted.read(name)).keys()];
      const processes = isSameFile(originOf(session.stateDirectory, name) ?? '', topology.file) ? await observeKept(session, name, signal) : {};
      yield* stop({ prepared, context, processes, unwanted, observed: onlyOfFile(prepared.observed, topology) }, signal);
    });
  }
}

/** Another stack file may have taken the name since: that is in nobody's way here, and stays. */
function onlyOfFile(observed: Observed, topology: Topology): Observed {
  const containers = observed.containers.filter((each) => isOfFile(topology, each.labels));
  const isAll = containers.length === observed.containers.length && observed.others.length === 0;
  return { ...observed, containers, networks: isAll ? observed.networks : [], others: [] };
}

interface Stop {
  readonly prepared: Prepared;
  readonly context: ChangeContext;
  readonly observed: Observed;
  readonly processes: Readonly<Record<string, ObservedProcess>>;
  /** Services that are not to be kept up any more: noted once it is sure that they are this stack's. */
  readonly unwanted: readonly string[];
  readonly only?: readonly string[];
  readonly earlier?: readonly EarlierName[];
}

async function* stop({ prepared, context, observed, processes, unwanted, only, earlier }: Stop, signal: AbortSignal): AsyncGenerator<Progress> {
  const { topology } = prepared;
  const plan = planDown({
    stack: topology.name,
    observed,
    processes,
    uses: Object.fromEntries(Object.values(topology.services).map(({ name, uses }) => [name, uses])),
    stopGraceSeconds: Object.fromEntries(Object.values(topology.services).map(({ name, stopGraceSeconds }) => [name, stopGraceSeconds])),
    ...(only === undefined ? {} : { only }),
    ...(earlier === undefined ? {} : { earlier }),
  });
  await context.store.wanted.set(topology.name, unwanted, false);
  yield* execute(plan, executeContext({ prepared, choices: {}, context, hostPorts: { current: prepared.allocation.hostPorts } }, signal));
}

/** Stops and starts what is there, in order; changes nothing else. */
export async function* restart(session: Session, options: ServiceSelection, signal: AbortSignal): AsyncGenerator<Progress> {
  const topology = await session.load(options.file);
  const services = options.services ?? [];
  namedServices(Object.keys(topology.services), services);
  yield* changing({ session, stack: topology.name, verb: 'restart', services, signal }, async function* (context) {
    const only = services.length === 0 ? {} : { only: services };
    const prepared = await prepare(session, topology, { signal, ...only });
    const earlier = await earlierNames(prepared, signal);
    const plan = planRestart({ desired: prepared.desired, observed: prepared.observed, earlier, processes: await observeProcesses(session, topology, signal), ...only });
    yield* execute(plan, executeContext({ prepared, choices: {}, context, hostPorts: { current: prepared.allocation.hostPorts } }, signal));
  });
}
