import type { OwnContainer } from '../observe/types.ts';
import type { Graph } from './graph.ts';
import { isAlive } from './replicas.ts';
import { usersOf, withUsed } from './select.ts';
import type { ObservedProcess } from './types.ts';

export interface StopsInput {
  readonly graph: Graph;
  readonly uses: Readonly<Record<string, readonly string[]>>;
  readonly containers: readonly OwnContainer[];
  readonly processes: Readonly<Record<string, ObservedProcess>>;
  readonly selected: ReadonlySet<string>;
  readonly graceSeconds: Readonly<Record<string, number>>;
  readonly cause: string;
}

/** Adds stops so that users stop before what they use. Container id, or service of a process → stop step. */
export function orderedStops(input: StopsInput): ReadonlyMap<string, string> {
  const { graph, cause } = input;
  const users = usersOf(input.uses);
  const stops = new Map<string, string>();
  const lastStops = new Map<string, readonly string[]>();
  const ofService = Map.groupBy(input.containers.filter(isAlive), (each) => each.service);
  const declared = withUsed(Object.keys(input.uses), input.uses).toReversed();
  const others = [...new Set([...ofService.keys(), ...Object.keys(input.processes)])].filter((name) => !Object.hasOwn(input.uses, name));
  for (const service of [...others, ...declared]) {
    const after = (users.get(service) ?? []).flatMap((user) => lastStops.get(user) ?? []);
    const own: string[] = [];
    for (const container of ofService.get(service) ?? []) {
      const graceSeconds = input.graceSeconds[service];
      const stop = graph.add(
        { kind: 'stop-container', service, target: container.name, cause, container: container.id, paused: container.state === 'paused', ...(graceSeconds === undefined ? {} : { graceSeconds }) },
        after,
      );
      stops.set(container.id, stop);
      own.push(stop);
    }
    if (input.selected.has(service) && input.processes[service]?.running === true) {
      own.push(graph.add({ kind: 'stop-process', service, target: service, cause }, after));
      stops.set(service, `stop-process/${service}`);
    }
    // A service without a stop of its own still keeps the order between its users and what it uses.
    lastStops.set(service, own.length > 0 ? own : [...new Set(after)]);
  }
  return stops;
}
