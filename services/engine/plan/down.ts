import type { OwnContainer } from '../observe/types.ts';
import { refuseEarlierServices } from './earlier.ts';
import { createGraph, inOrder } from './graph.ts';
import { refuseOtherFile } from './other-file.ts';
import { isAlive } from './replicas.ts';
import { namedServices } from './select.ts';
import { orderedStops } from './stops.ts';
import type { Plan, PlanDownInput } from './types.ts';

/**
 * Stops users before what they use, removes the containers, then the network. Never a volume.
 * CONFLICT when all that runs under its name is another stack file's, or services of `only` run under a name that it had before; USAGE for an unknown one.
 */
export function planDown(input: PlanDownInput): Plan {
  const { observed, uses } = input;
  const isThere = observed.containers.length > 0 || Object.values(input.processes ?? {}).some(({ running }) => running);
  // Where both are there, as versions made it that looked at the folder alone, each takes down what is its own.
  if (!isThere) refuseOtherFile(observed);
  if (input.only !== undefined) refuseEarlierServices(input.earlier ?? [], input.only);
  const known = [...new Set([...Object.keys(uses), ...observed.containers.map((each) => each.service), ...Object.keys(input.processes ?? {})])];
  const selected = namedServices(known, input.only);
  const graph = createGraph();
  const cause = input.only === undefined ? 'the stack goes down' : 'it was asked to go down';
  const containers = observed.containers.filter((each) => selected.has(each.service));
  const stopped = orderedStops({ graph, uses, containers, cause, processes: input.processes ?? {}, selected, graceSeconds: input.stopGraceSeconds ?? {} });
  const removed = containers.map((container) => remove(container));
  // What the other file runs is in the network.
  if (input.only === undefined && observed.others.length === 0) {
    for (const network of observed.networks) graph.add({ kind: 'remove-network', target: network.name, cause }, removed);
  }
  return { stack: input.stack, steps: inOrder(graph.steps), notes: [...othersStay(input), ...keptVolumes(input)] };

  function remove(container: OwnContainer): string {
    const after = isAlive(container) ? [stopped.get(container.id)] : [];
    return graph.add({ kind: 'remove-container', service: container.service, target: container.name, cause, container: container.id }, after);
  }
}

function othersStay({ observed }: PlanDownInput): readonly string[] {
  return observed.others.map((file) => `What ${file} runs under the same name stays.`);
}

function keptVolumes({ observed, only }: PlanDownInput): readonly string[] {
  if (only !== undefined || observed.containers.length === 0 || observed.volumes.length === 0) return [];
  const count = observed.volumes.length;
  return [`${count} ${count === 1 ? 'volume is' : 'volumes are'} kept with all data.`];
}
