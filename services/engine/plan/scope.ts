import type { DesiredVolume } from '../container/types.ts';
import { createGraph } from './graph.ts';
import type { Graph } from './graph.ts';
import { mustStart } from './must-start.ts';
import { usersOf } from './select.ts';
import type { Replica, Survey } from './survey.ts';
import type { ImageDecision, PlanUpInput } from './types.ts';

/** What the parts of `planUp` share while they add steps. */
export interface Scope {
  readonly input: PlanUpInput;
  readonly graph: Graph;
  readonly survey: Survey;
  readonly users: ReadonlyMap<string, readonly string[]>;
  readonly selected: ReadonlySet<string>;
  /** Replicas that get a new container. */
  readonly created: readonly Replica[];
  /** Services of which something is started. */
  readonly starting: ReadonlySet<string>;
  readonly needsNetwork: boolean;
  readonly missingVolumes: readonly DesiredVolume[];
  readonly missingImages: ReadonlyMap<string, { readonly image: ImageDecision; readonly services: readonly string[] }>;
  /** `protocol:port` on this machine → container that gives it up and its remove step's id. */
  readonly released: ReadonlyMap<string, { readonly holder: string; readonly step: string }>;
  /** The same key → desired containers that publish there. */
  readonly wanted: ReadonlyMap<string, readonly string[]>;
  networkStep: string | undefined;
  readonly volumeSteps: Map<string, string>;
  readonly imageSteps: Map<string, string>;
  /** Remove steps by name of the container they free. */
  readonly freed: Map<string, string>;
  /** Steps that start a service's replicas or process. */
  readonly startSteps: Map<string, string[]>;
  /** Last step after which a service may be used. */
  readonly readySteps: Map<string, string>;
}

export function createScope({ input, selected, survey }: { readonly input: PlanUpInput; readonly selected: readonly string[]; readonly survey: Survey }): Scope {
  const { desired, observed } = input;
  const replicas = [...survey.replicas.values()].flat();
  const created = replicas.filter(({ verdict }) => verdict.action === 'create' || verdict.action === 'recreate' || verdict.action === 'promote');
  const haveVolume = new Set(observed.volumes.map((each) => each.name));
  const wantVolume = new Set(created.flatMap(({ container }) => container.volumes));
  return {
    input,
    graph: createGraph(),
    survey,
    users: usersOf(Object.fromEntries(Object.values(desired.services).map((service) => [service.name, service.uses]))),
    selected: new Set(selected),
    created,
    starting: startingServices(input, selected, survey),
    needsNetwork: created.length > 0 && !observed.networks.some((each) => each.name === desired.network.name),
    missingVolumes: desired.volumes.filter((each) => wantVolume.has(each.name) && !haveVolume.has(each.name)),
    missingImages: missingImages(created),
    released: releasedPorts(survey, replicas),
    wanted: wantedPorts(replicas),
    networkStep: undefined,
    volumeSteps: new Map(),
    imageSteps: new Map(),
    freed: new Map(),
    startSteps: new Map(),
    readySteps: new Map(),
  };
}

function startingServices(input: PlanUpInput, selected: readonly string[], survey: Survey): ReadonlySet<string> {
  const starts = (name: string): boolean => {
    const service = input.desired.services[name];
    if (service?.type === 'process') return mustStart(service, input.processes?.[name]);
    return (survey.replicas.get(name) ?? []).some(({ verdict }) => verdict.action !== 'keep' && verdict.action !== 'wait');
  };
  return new Set(selected.filter(starts));
}

function missingImages(created: readonly Replica[]): Scope['missingImages'] {
  const missing = new Map<string, { readonly image: ImageDecision; readonly services: string[] }>();
  for (const { container, image, verdict } of created) {
    // A promoted container exists already, and so does its image.
    if (image.id !== undefined || verdict.action === 'promote') continue;
    const known = missing.get(image.reference);
    if (known === undefined) missing.set(image.reference, { image, services: [container.service] });
    else if (!known.services.includes(container.service)) known.services.push(container.service);
  }
  return missing;
}

export function addressKey(protocol: string, port: number): string {
  return `${protocol}:${port}`;
}

/** Ports that running containers give up in this plan: who takes one over starts after it is free. */
function releasedPorts(survey: Survey, replicas: readonly Replica[]): Scope['released'] {
  const leaving = [
    ...survey.surplus.map(({ container }) => container),
    ...replicas.flatMap(({ verdict }) => (verdict.action === 'recreate' ? [verdict.old] : verdict.action === 'promote' && verdict.old !== undefined ? [verdict.old] : [])),
  ];
  return new Map(
    leaving.flatMap((container) =>
      container.ports.map((port) => [addressKey(port.protocol, port.hostPort), { holder: container.name, step: `remove-container/${container.name}` }] as const),
    ),
  );
}

function wantedPorts(replicas: readonly Replica[]): Scope['wanted'] {
  const wanted = new Map<string, string[]>();
  for (const { container } of replicas) {
    for (const port of container.ports) {
      if (port.address === undefined) continue;
      const key = addressKey(port.protocol, port.address.port);
      wanted.set(key, [...(wanted.get(key) ?? []), container.name]);
    }
  }
  return wanted;
}
