import type { ServiceStatus, Status } from '../../contract/results.ts';
import { earlierOf, earlierWords, inspectContainers, observe, otherFileWords, type EngineClient, type HostPorts, type Inspection, type Observed } from '../../engine/index.ts';
import type { Service, Topology } from '../../topology/types.ts';
import { withEarlierProcesses } from '../earlier-names.ts';
import { processQuestions } from '../host-processes.ts';
import { keptProcesses, ownWanted } from '../kept-processes.ts';
import { probeService, type ProbeContext } from '../readiness/probe.ts';
import type { Session } from '../session.ts';
import { lookAtStackSecrets } from '../stack-secrets.ts';
import { publishedPorts } from '../status/ports.ts';
import type { ReplicaFacts } from '../status/replica.ts';
import { withHeldBack } from '../status/held-back.ts';
import { containerStatus, processStatus, type Kept } from '../status/service.ts';

interface Looked {
  readonly topology: Topology;
  readonly observed: Observed;
  /** Under way while the services are asked. */
  readonly inspections: Promise<ReadonlyMap<string, Inspection>>;
  readonly wanted: ReadonlyMap<string, boolean>;
  readonly hostPorts: HostPorts;
  readonly probing: ProbeContext;
  readonly signal: AbortSignal;
  readonly kept: readonly Kept[];
  /** Another stack file that runs under the name. */
  readonly elsewhere: string | undefined;
  readonly redact: (text: string) => string;
}

type Probe = NonNullable<ReplicaFacts['probe']>;

async function ask({ probing, signal }: Looked, service: Service, replica: number): Promise<Probe> {
  try {
    await probeService(probing, { service, replica, signal });
    return { ready: true };
  } catch (error) {
    signal.throwIfAborted();
    return { ready: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function statusOf(looked: Looked, service: Service): Promise<ServiceStatus> {
  const { observed, hostPorts, wanted, kept, redact } = looked;
  if (service.type === 'process') {
    const found = kept.find((each) => each.name === service.name);
    return processStatus({ service, kept: found, probe: found?.state === 'running' ? await ask(looked, service, 1) : undefined, redact });
  }
  const running = observed.containers.filter((each) => each.service === service.name && !each.leftover && each.replica <= service.scale && each.state === 'running');
  const [inspections, answers] = await Promise.all([looked.inspections, Promise.all(running.map(async (each) => [each.id, await ask(looked, service, each.replica)] as const))]);
  const probes = new Map(answers);
  const known = ({ id }: { readonly id: string }): Partial<ReplicaFacts> => {
    const probe = probes.get(id);
    // One that ended while it was asked is told by how it ended.
    return probe === undefined || (inspections.get(id)?.state ?? 'running') !== 'running' ? {} : { probe };
  };
  return containerStatus({ service, containers: observed.containers, inspections, published: hostPorts, wanted: wanted.get(service.name) ?? false, known, redact });
}

async function look(session: Session, topology: Topology, signal: AbortSignal): Promise<Looked> {
  const client = await session.engine();
  const observing = observe(client, topology, signal);
  // The engine works at its answers while the store, whose calls block, is opened here.
  const [observed, wanted, secrets, processes] = await Promise.all([observing, session.store().then((store) => store.wanted.read(topology.name)), lookAtStackSecrets(session, topology), keptProcesses(session, topology, signal)]);
  const elsewhere = observed.others[0] ?? processes.elsewhere;
  const inspections = inspectContainers(client, observed.containers.map((each) => each.id), signal);
  // Awaited by each service; a rejection before that must not count as unhandled.
  inspections.catch(() => undefined);
  const hostPorts = publishedPorts(topology, observed.containers);
  const probing = statusProbing({ session, topology, client, secret: secrets.secret, hostPorts: () => hostPorts });
  return { topology, observed, inspections, wanted: ownWanted(wanted, { ...processes, topology, elsewhere }), hostPorts, signal, kept: processes.kept, elsewhere, probing, redact: (text) => session.redactor.redact(text) };
}

export interface StatusProbing extends Pick<ProbeContext, 'topology' | 'secret' | 'hostPorts'> {
  readonly session: Session;
  readonly client: EngineClient;
}

/** How a running service is asked, at the ports where the engine really publishes it. */
export function statusProbing({ session, topology, ...rest }: StatusProbing): ProbeContext {
  return { ...rest, topology, kind: session.kind, ...processQuestions(session, topology), redact: (text) => session.redactor.redact(text), container: (service, replica) => `${topology.name}-${service}-${replica}` };
}

/** What runs, asked in each service's own protocol. */
export async function status(session: Session, file: string, signal: AbortSignal): Promise<Status> {
  const topology = await session.load(file);
  const looked = await look(session, topology, signal);
  const [services, names] = await Promise.all([
    Promise.all(Object.values(topology.services).map((service) => statusOf(looked, service))),
    withEarlierProcesses(session, topology, { names: earlierOf(looked.observed, topology).names, signal }),
  ]);
  const earlier = earlierWords(names);
  const elsewhere = looked.elsewhere === undefined ? {} : { elsewhere: otherFileWords(topology.name, looked.elsewhere) };
  return { stack: topology.name, services: [...withHeldBack(services, topology, looked.wanted)], ...elsewhere, ...(earlier === undefined ? {} : { earlier }) };
}
