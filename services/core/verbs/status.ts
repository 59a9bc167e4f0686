import type { ServiceStatus, Status } from '../../contract/results.ts';
import { inspectContainers, observe, type EngineClient, type HostPorts, type Inspection, type Observed, type OwnContainer } from '../../engine/index.ts';
import type { ProcessService, Service, Topology } from '../../topology/types.ts';
import { probeService, type ProbeContext } from '../readiness/probe.ts';
import type { Session } from '../session.ts';
import { openStackSecrets } from '../stack-secrets.ts';
import { hasProcesses } from '../host-processes.ts';
import { processes } from '../processes/index.ts';
import { processState } from '../status/process.ts';
import { replicaState, serviceState, type ReplicaFacts, type ReplicaState } from '../status/replica.ts';

interface Looked {
  readonly topology: Topology;
  readonly observed: Observed;
  /** Under way while the services are asked. */
  readonly inspections: Promise<ReadonlyMap<string, Inspection>>;
  readonly wanted: ReadonlyMap<string, boolean>;
  readonly probing: ProbeContext;
  readonly signal: AbortSignal;
  readonly kept: Awaited<ReturnType<typeof keptProcesses>>;
}

/** Where the engine really publishes the ports, which counts more than where they were meant to be. */
function publishedPorts(topology: Topology, observed: Observed): HostPorts {
  const byService: Record<string, Record<string, { host: string; port: number }>[]> = {};
  for (const service of Object.values(topology.services)) {
    byService[service.name] = Array.from({ length: service.scale }, (_, index) => {
      const container = observed.containers.find((each) => each.service === service.name && each.replica === index + 1 && !each.leftover);
      return Object.fromEntries(
        Object.entries(service.ports).flatMap(([name, port]) => {
          const found = container?.ports.find((each) => each.containerPort === port.container && each.protocol === port.protocol && each.hostPort > 0);
          return found === undefined ? [] : [[name, { host: found.hostIp === '0.0.0.0' || found.hostIp === '' ? '127.0.0.1' : found.hostIp, port: found.hostPort }]];
        }),
      );
    });
  }
  return byService;
}

async function factsOf(looked: Looked, service: Service, container: OwnContainer): Promise<ReplicaFacts> {
  const asked = container.state === 'running' ? ask(looked, service, container.replica) : undefined;
  const [inspections, probe] = await Promise.all([looked.inspections, asked]);
  const inspection = inspections.get(container.id);
  const state = inspection?.state ?? container.state;
  const startedAt = Date.parse(inspection?.startedAt ?? '');
  return {
    state,
    exitCode: inspection?.exitCode ?? 0,
    outOfMemory: inspection?.oomKilled ?? false,
    restarts: inspection?.restarts ?? 0,
    ...(inspection !== undefined && inspection.memoryBytes > 0 ? { memoryBytes: inspection.memoryBytes } : {}),
    ...(inspection?.error ? { engineError: inspection.error } : {}),
    ...(startedAt > 0 ? { sinceStart: Math.max(0, Date.now() - startedAt) } : {}),
    ...(probe === undefined || state !== 'running' ? {} : { probe }),
  };
}

async function ask({ probing, signal }: Looked, service: Service, replica: number): Promise<NonNullable<ReplicaFacts['probe']>> {
  try {
    await probeService(probing, { service, replica, signal });
    return { ready: true };
  } catch (error) {
    signal.throwIfAborted();
    return { ready: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function statusOf(looked: Looked, service: Service): Promise<ServiceStatus> {
  if (service.type === 'process') return processStatus(looked, service);
  const expectation = { wanted: looked.wanted.get(service.name) ?? false, readyTimeout: service.readyTimeoutSeconds * 1000 };
  const own = looked.observed.containers.filter((each) => each.service === service.name && !each.leftover);
  const replicas = await Promise.all(
    Array.from({ length: service.scale }, async (_, index): Promise<ReplicaState> => {
      const container = own.find((each) => each.replica === index + 1);
      return replicaState(container === undefined ? undefined : await factsOf(looked, service, container), expectation);
    }),
  );
  const { state, cause } = serviceState(replicas);
  const inspections = await looked.inspections;
  const published = looked.probing.hostPorts()[service.name]?.[0] ?? {};
  return {
    name: service.name,
    ...(service.template === undefined ? {} : { template: service.template }),
    state,
    replicas: { wanted: service.scale, ready: replicas.filter((each) => each.state === 'ready').length },
    image: own[0]?.image ?? (service.image.from === 'registry' ? service.image.reference : `build ${service.image.context}`),
    ports: Object.entries(service.ports).map(([name, port]) => {
      const address = published[name];
      return { name, containerPort: port.container, ...(address === undefined ? {} : { host: address.host, hostPort: address.port }) };
    }),
    restarts: own.reduce((sum, each) => sum + (inspections.get(each.id)?.restarts ?? 0), 0),
    ...(cause === undefined ? {} : { cause: looked.probing.redact?.(cause) ?? cause }),
  };
}

async function keptProcesses(session: Session, topology: Topology, signal: AbortSignal) {
  return hasProcesses(topology) ? processes(session.stateDirectory, topology.name).status({ signal }) : [];
}

/** A host process: its keeper knows whether it runs, its port whether it answers. */
async function processStatus(looked: Looked, service: ProcessService): Promise<ServiceStatus> {
  const found = looked.kept.find((each) => each.name === service.name);
  const probe = found?.state === 'running' ? await ask(looked, service, 1) : undefined;
  const { state, cause } = processState(found, probe, Date.now());
  return {
    name: service.name,
    state,
    replicas: { wanted: service.scale, ready: state === 'ready' ? 1 : 0 },
    image: '',
    ports: Object.entries(service.ports).map(([name, port]) => ({ name, containerPort: port.container, host: '127.0.0.1', hostPort: port.container })),
    restarts: found?.restarts ?? 0,
    ...(cause === undefined ? {} : { cause: looked.probing.redact?.(cause) ?? cause }),
  };
}

async function look(session: Session, topology: Topology, signal: AbortSignal): Promise<Looked> {
  const client = await session.engine();
  const observing = observe(client, topology.name, signal);
  // The engine works at its answers while the store, whose calls block, is opened here.
  const [observed, wanted, secrets, kept] = await Promise.all([observing, session.store().then((store) => store.wanted.read(topology.name)), openStackSecrets(session, topology), keptProcesses(session, topology, signal)]);
  const inspections = inspectContainers(client, observed.containers.map((each) => each.id), signal);
  // Awaited by each service; a rejection before that must not count as unhandled.
  inspections.catch(() => undefined);
  const hostPorts = publishedPorts(topology, observed);
  return { topology, observed, inspections, wanted, signal, kept, probing: probing({ session, topology, client, secret: secrets.secret, hostPorts }) };
}

interface Probing {
  readonly session: Session;
  readonly topology: Topology;
  readonly client: EngineClient;
  readonly secret: ProbeContext['secret'];
  readonly hostPorts: HostPorts;
}

function probing({ session, topology, client, secret, hostPorts }: Probing): ProbeContext {
  return { topology, client, secret, hostPorts: () => hostPorts, kind: session.kind, redact: (text) => session.redactor.redact(text), container: (service, replica) => `${topology.name}-${service}-${replica}` };
}

/** What runs, asked in each service's own protocol. */
export async function status(session: Session, file: string, signal: AbortSignal): Promise<Status> {
  const topology = await session.load(file);
  const looked = await look(session, topology, signal);
  return { stack: topology.name, services: await Promise.all(Object.values(topology.services).map((service) => statusOf(looked, service))) };
}
