import { StackyardError } from '../../contract/errors.ts';
import { labels } from '../types.ts';
import type { Observed, ObservedContainer } from '../observe/types.ts';

export interface NeededNames {
  readonly containers: ReadonlyMap<string, string>;
  readonly network: string | undefined;
  readonly volumes: readonly string[];
}

/** CONFLICT when a name we are about to create is held by something that is not this stack's. */
export function refuseForeignNames(observed: Observed, needed: NeededNames): void {
  const { foreign } = observed;
  for (const container of foreign.containers) {
    const service = needed.containers.get(container.name);
    if (service !== undefined) throw containerConflict(container, service);
  }
  const network = foreign.networks.find((each) => each.name === needed.network);
  if (network !== undefined) throw taken('network', network.name, network.labels[labels.stack]);
  const wanted = new Set(needed.volumes);
  const volume = foreign.volumes.find((each) => wanted.has(each.name));
  if (volume !== undefined) throw taken('volume', volume.name, volume.labels[labels.stack]);
}

export function containerConflict(container: Pick<ObservedContainer, 'name' | 'id' | 'image' | 'state' | 'labels'>, service: string): StackyardError {
  const stack = container.labels[labels.stack];
  const whose = stack === undefined ? `a container that Stackyard did not make` : `stack ${stack}`;
  return new StackyardError('CONFLICT', `The container name ${container.name} is held by ${whose} (${container.id.slice(0, 12)}, ${container.image}, ${container.state}).`, {
    hint: `Rename or remove that container, or give this stack another name. Nothing was changed.`,
    service,
  });
}

function taken(what: 'network' | 'volume', name: string, stack: string | undefined): StackyardError {
  const whose = stack === undefined ? 'was not made by Stackyard' : `belongs to stack ${stack}`;
  return new StackyardError('CONFLICT', `The ${what} ${name} exists and ${whose}.`, {
    hint: `Give this stack another name; the ${what} is left as it is. Nothing was changed.`,
  });
}
