import type { OwnContainer } from '../observe/types.ts';
import { refuseOtherOwner } from './conflicts.ts';
import { refuseEarlierServices } from './earlier.ts';
import { createGraph, inOrder } from './graph.ts';
import { isAlive } from './replicas.ts';
import { namedServices } from './select.ts';
import { orderedStops } from './stops.ts';
import type { Plan, PlanDownInput } from './types.ts';

/**
 * Stops users before what they use, removes the containers, then the network. Never a volume.
 * CONFLICT when the stack runs from another folder, or services of `only` under a name that it had before; USAGE for an unknown one.
 */
export function planDown(input: PlanDownInput): Plan {
  const { observed, uses } = input;
  refuseOtherOwner(observed, input.directory);
  if (input.only !== undefined) refuseEarlierServices(input.earlier ?? [], input.only);
  const known = [...new Set([...Object.keys(uses), ...observed.containers.map((each) => each.service), ...Object.keys(input.processes ?? {})])];
  const selected = namedServices(known, input.only);
  const graph = createGraph();
  const cause = input.only === undefined ? 'the stack goes down' : 'it was asked to go down';
  const containers = observed.containers.filter((each) => selected.has(each.service));
  const stopped = orderedStops({ graph, uses, containers, cause, processes: input.processes ?? {}, selected, graceSeconds: input.stopGraceSeconds ?? {} });
  const removed = containers.map((container) => remove(container));
  if (input.only === undefined) {
    for (const network of observed.networks) graph.add({ kind: 'remove-network', target: network.name, cause }, removed);
  }
  return { stack: input.stack, steps: inOrder(graph.steps), notes: keptVolumes(input) };

  function remove(container: OwnContainer): string {
    const after = isAlive(container) ? [stopped.get(container.id)] : [];
    return graph.add({ kind: 'remove-container', service: container.service, target: container.name, cause, container: container.id }, after);
  }
}

function keptVolumes({ observed, only }: PlanDownInput): readonly string[] {
  if (only !== undefined || observed.containers.length === 0 || observed.volumes.length === 0) return [];
  const count = observed.volumes.length;
  return [`${count} ${count === 1 ? 'volume is' : 'volumes are'} kept with all data.`];
}
