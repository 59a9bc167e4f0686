import type { ServiceStatus } from '../../contract/results.ts';
import type { HostPorts, Inspection, OwnContainer } from '../../engine/index.ts';
import type { ContainerService, ProcessService } from '../../topology/types.ts';
import type { ProcessStatus } from '../processes/index.ts';
import { processState } from './process.ts';
import { replicaState, serviceState, type ReplicaFacts, type ReplicaState } from './replica.ts';

export type Kept = ProcessStatus;

export interface ContainerView {
  readonly service: ContainerService;
  /** Containers of the whole stack. */
  readonly containers: readonly OwnContainer[];
  readonly inspections: ReadonlyMap<string, Inspection>;
  readonly published: HostPorts;
  readonly wanted: boolean;
  /** What is known beyond the engine's answers: the service's own answer above all. */
  readonly known: (container: OwnContainer) => Partial<ReplicaFacts>;
  /** A better word for a replica's state than its facts alone give. */
  readonly judge?: (state: ReplicaState, container: OwnContainer) => ReplicaState;
  readonly redact: (text: string) => string;
}

function factsOf({ inspections, known }: ContainerView, container: OwnContainer): ReplicaFacts {
  const inspection = inspections.get(container.id);
  const startedAt = Date.parse(inspection?.startedAt ?? '');
  return {
    state: inspection?.state ?? container.state,
    exitCode: inspection?.exitCode ?? 0,
    outOfMemory: inspection?.oomKilled ?? false,
    restarts: inspection?.restarts ?? 0,
    ...(inspection !== undefined && inspection.memoryBytes > 0 ? { memoryBytes: inspection.memoryBytes } : {}),
    ...(inspection?.error ? { engineError: inspection.error } : {}),
    ...(startedAt > 0 ? { sinceStart: Math.max(0, Date.now() - startedAt) } : {}),
    ...known(container),
  };
}

export function containerStatus(view: ContainerView): ServiceStatus {
  const { service, containers, inspections, published, wanted, judge = (state) => state, redact } = view;
  const own = containers.filter((each) => each.service === service.name && !each.leftover);
  const expectation = { wanted, readyTimeout: service.readyTimeoutSeconds * 1000 };
  const replicas = Array.from({ length: service.scale }, (_, index): ReplicaState => {
    const container = own.find((each) => each.replica === index + 1);
    return container === undefined ? replicaState(undefined, expectation) : judge(replicaState(factsOf(view, container), expectation), container);
  });
  const { state, cause } = serviceState(replicas);
  const addresses = published[service.name]?.[0] ?? {};
  return {
    name: service.name,
    ...(service.template === undefined ? {} : { template: service.template }),
    state,
    replicas: { wanted: service.scale, ready: replicas.filter((each) => each.state === 'ready').length },
    image: own[0]?.image ?? (service.image.from === 'registry' ? service.image.reference : `build ${service.image.context}`),
    ports: Object.entries(service.ports).map(([name, port]) => {
      const address = addresses[name];
      return { name, containerPort: port.container, ...(address === undefined ? {} : { host: address.host, hostPort: address.port }) };
    }),
    restarts: own.reduce((sum, each) => sum + (inspections.get(each.id)?.restarts ?? 0), 0),
    ...(cause === undefined ? {} : { cause: redact(cause) }),
  };
}

export interface ProcessView {
  readonly service: ProcessService;
  readonly kept: Kept | undefined;
  readonly probe: ReplicaFacts['probe'];
  readonly redact: (text: string) => string;
}

/** A host process: its keeper knows whether it runs, its port whether it answers. */
export function processStatus({ service, kept, probe, redact }: ProcessView): ServiceStatus {
  const { state, cause } = processState(kept, probe, Date.now());
  return {
    name: service.name,
    state,
    replicas: { wanted: service.scale, ready: state === 'ready' ? 1 : 0 },
    image: '',
    ports: Object.entries(service.ports).map(([name, port]) => ({ name, containerPort: port.container, host: '127.0.0.1', hostPort: port.container })),
    restarts: kept?.restarts ?? 0,
    ...(cause === undefined ? {} : { cause: redact(cause) }),
  };
}
