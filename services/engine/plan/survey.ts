import { finalName } from '../container/names.ts';
import type { DesiredContainer, DesiredContainerService } from '../container/types.ts';
import type { OwnContainer } from '../observe/types.ts';
import type { ImageDecision, PlanUpInput } from './types.ts';
import { StackyardError } from '../../contract/errors.ts';
import { verdictOf } from './verdict.ts';
import type { Verdict } from './verdict.ts';

export interface Replica {
  readonly container: DesiredContainer;
  readonly verdict: Verdict;
  readonly image: ImageDecision;
}

export interface Surplus {
  readonly container: OwnContainer;
  readonly cause: string;
}

/** Every replica with its verdict, and the containers that nothing claims. */
export interface Survey {
  readonly replicas: ReadonlyMap<string, readonly Replica[]>;
  readonly surplus: readonly Surplus[];
}

/** Compares what is desired of the selected services with what there is. */
export function survey(input: PlanUpInput, selected: readonly string[]): Survey {
  const { desired, observed } = input;
  const byName = new Map(observed.containers.map((each) => [each.name, each]));
  const leftoversOf = new Map<string, OwnContainer[]>();
  for (const each of observed.containers) {
    const name = finalName(each.name);
    if (name !== undefined) leftoversOf.set(name, [...(leftoversOf.get(name) ?? []), each]);
  }
  const network = observed.networks.find((each) => each.name === desired.network.name);
  const replicas = new Map<string, readonly Replica[]>();
  const claimed = new Set<string>();
  for (const name of selected) {
    const service = desired.services[name];
    if (service?.type !== 'container') continue;
    const image = imageOf(input, service);
    const applied = input.applied(name);
    replicas.set(
      name,
      service.containers.map((container) => {
        const existing = byName.get(container.name);
        const leftovers = leftoversOf.get(container.name) ?? [];
        const verdict = verdictOf({ container, image, existing, leftovers, network, networkName: desired.network.name, applied });
        if (existing !== undefined) claimed.add(existing.id);
        if (verdict.action === 'promote') claimed.add(verdict.leftover.id);
        return { container, verdict, image };
      }),
    );
  }
  return { replicas, surplus: surplusOf(input, new Set(selected), claimed) };
}

function imageOf(input: PlanUpInput, service: DesiredContainerService): ImageDecision {
  const image = input.images[service.name];
  if (image === undefined) throw new StackyardError('INTERNAL', `No image was decided for service ${service.name}.`, { service: service.name });
  return image;
}

function surplusOf(input: PlanUpInput, selected: ReadonlySet<string>, claimed: ReadonlySet<string>): readonly Surplus[] {
  return input.observed.containers.flatMap((container) => {
    if (claimed.has(container.id)) return [];
    const service = input.desired.services[container.service];
    // A partial up leaves the rest of the stack as it is.
    if (input.only !== undefined && !selected.has(container.service)) return [];
    return [{ container, cause: surplusCause(container, service) }];
  });
}

function surplusCause(container: OwnContainer, service: PlanUpInput['desired']['services'][string] | undefined): string {
  if (service === undefined) return `${container.service} is no longer in the stack`;
  if (service.type === 'process') return `${container.service} is now a process on the host`;
  if (container.leftover) return 'left over from an interrupted change';
  return `scale of ${container.service} is now ${service.containers.length}`;
}
