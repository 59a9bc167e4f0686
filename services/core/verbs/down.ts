import type { ServiceSelection } from '../../contract/core.ts';
import type { Progress } from '../../contract/results.ts';
import { execute, planDown, planRestart } from '../../engine/index.ts';
import { observeProcesses } from '../host-processes.ts';
import { loadOrLast } from '../load-or-last.ts';
import { prepare } from '../prepare.ts';
import type { Session } from '../session.ts';
import { changing } from './change.ts';
import { executeContext } from './up.ts';

/** Stops and removes containers and the network; volumes stay. */
export async function* down(session: Session, options: ServiceSelection, signal: AbortSignal): AsyncGenerator<Progress> {
  const { topology, problem } = await loadOrLast(session, options.file);
  if (problem !== undefined) yield { type: 'note', message: `${problem.message} What runs of the stack as it was before is stopped.` };
  const services = options.services ?? [];
  yield* changing({ session, stack: topology.name, verb: 'down', services, signal }, async function* (context) {
    const prepared = await prepare(session, topology, { signal, only: [] });
    const plan = planDown({
      stack: topology.name,
      directory: topology.directory,
      observed: prepared.observed,
      processes: await observeProcesses(session, topology, signal),
      uses: Object.fromEntries(Object.values(topology.services).map(({ name, uses }) => [name, uses])),
      stopGraceSeconds: Object.fromEntries(Object.values(topology.services).map(({ name, stopGraceSeconds }) => [name, stopGraceSeconds])),
      ...(services.length === 0 ? {} : { only: services }),
    });
    await context.store.wanted.set(topology.name, services.length > 0 ? services : Object.keys(topology.services), false);
    yield* execute(plan, executeContext({ prepared, choices: {}, context, hostPorts: { current: prepared.allocation.hostPorts } }, signal));
  });
}

/** Stops and starts what is there, in order; changes nothing else. */
export async function* restart(session: Session, options: ServiceSelection, signal: AbortSignal): AsyncGenerator<Progress> {
  const topology = await session.load(options.file);
  const services = options.services ?? [];
  yield* changing({ session, stack: topology.name, verb: 'restart', services, signal }, async function* (context) {
    const only = services.length === 0 ? {} : { only: services };
    const prepared = await prepare(session, topology, { signal, ...only });
    const plan = planRestart({ desired: prepared.desired, observed: prepared.observed, processes: await observeProcesses(session, topology, signal), ...only });
    yield* execute(plan, executeContext({ prepared, choices: {}, context, hostPorts: { current: prepared.allocation.hostPorts } }, signal));
  });
}
