import { StackyardError } from '../../contract/errors.ts';
import type { DesiredService } from '../container/types.ts';
import { refuseEarlierNames } from './earlier.ts';
import { createGraph, inOrder } from './graph.ts';
import { refuseOtherFile } from './other-file.ts';
import { namedServices, withUsed } from './select.ts';
import { orderedStops } from './stops.ts';
import type { Plan, PlanRestartInput } from './types.ts';

/**
 * Stops and starts the existing containers, in order; changes nothing else.
 * NOT_FOUND when there is nothing to restart, CONFLICT when another stack file runs under its name, or it runs under a name that it had before.
 */
export function planRestart(input: PlanRestartInput): Plan {
  const { desired, observed } = input;
  refuseOtherFile(observed);
  refuseEarlierNames(input.earlier ?? []);
  const selected = namedServices(Object.keys(desired.services), input.only);
  const uses = Object.fromEntries(Object.values(desired.services).map((service) => [service.name, service.uses]));
  const containers = observed.containers.filter((each) => selected.has(each.service) && !each.leftover);
  const byName = new Map(containers.map((each) => [each.name, each]));
  const graph = createGraph();
  const graceSeconds = Object.fromEntries(Object.values(desired.services).flatMap((service) => (service.type === 'container' && service.containers[0] !== undefined ? [[service.name, service.containers[0].stopGraceSeconds]] : [])));
  const cause = 'restart was asked for';
  const stops = orderedStops({ graph, uses, containers, processes: input.processes ?? {}, selected, graceSeconds, cause });
  const ready = new Map<string, string>();
  const notes: string[] = [];
  for (const name of withUsed(selected, uses)) {
    const service = desired.services[name];
    if (service === undefined || !selected.has(name)) continue;
    const after = service.uses.map((used) => ready.get(used));
    const starts = startsOf(service, after);
    if (starts.length === 0) {
      notes.push(`${name} has nothing to restart; stackyard up creates it.`);
      continue;
    }
    ready.set(name, graph.add({ kind: 'wait-ready', service: name, target: name, cause, replicas: replicasOf(service), timeoutSeconds: service.readyTimeoutSeconds }, starts));
  }
  if (graph.steps.length === 0) {
    throw new StackyardError('NOT_FOUND', `Nothing of stack ${desired.stack} is there to restart.`, { hint: 'Start it with stackyard up.' });
  }
  return { stack: desired.stack, steps: inOrder(graph.steps), notes };

  function startsOf(service: DesiredService, after: readonly (string | undefined)[]): readonly string[] {
    if (service.type === 'process') {
      return [graph.add({ kind: 'start-process', service: service.name, target: service.name, cause, hash: service.hash }, [stops.get(service.name), ...after])];
    }
    return service.containers.flatMap(({ name, replica }) => {
      const container = byName.get(name);
      if (container === undefined) return [];
      return [graph.add({ kind: 'start-container', service: service.name, target: name, cause, replica, how: 'start' }, [stops.get(container.id), ...after])];
    });
  }

  function replicasOf(service: DesiredService): readonly { readonly replica: number; readonly container?: string; readonly memoryBytes?: number }[] {
    if (service.type === 'process') return Array.from({ length: service.scale }, (_, index) => ({ replica: index + 1 }));
    return service.containers.flatMap(({ replica, name, memoryBytes }) => (byName.has(name) ? [{ replica, container: name, ...(memoryBytes === undefined ? {} : { memoryBytes }) }] : []));
  }
}
