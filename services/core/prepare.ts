import { allocatePorts, createPortCheck, desiredStack, isOnThisMachine, observe, type Allocation, type Desired, type EngineClient, type HostPorts, type Observed, type PortCheck } from '../engine/index.ts';
import { appliedStore } from './applied-store.ts';
import { openStackSecrets, type StackSecrets } from './stack-secrets.ts';
import type { Session } from './session.ts';
import { contextResolver, materialize, type Topology } from './topology.ts';

/** A stack looked at and worked out, before anything is decided. */
export interface Prepared {
  readonly session: Session;
  readonly topology: Topology;
  readonly client: EngineClient;
  readonly secrets: StackSecrets;
  readonly observed: Observed;
  readonly allocation: Allocation;
  readonly portCheck: PortCheck;
  readonly desired: Desired;
  readonly applied: ReturnType<typeof appliedStore>;
}

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  readonly only?: readonly string[];
}

/** First host port of a service's replica 1: what a wired host process is told. */
export function hostPortLookup(hostPorts: () => HostPorts): (service: string, port: string) => number | undefined {
  return (service, port) => hostPorts()[service]?.[0]?.[port]?.port;
}

export function textResolver(topology: Topology, secrets: StackSecrets, hostPorts: () => HostPorts): (text: string, service: string) => string {
  const lookups = { hostPort: hostPortLookup(hostPorts), secret: secrets.secret, derived: secrets.derived };
  return (text, asking) => {
    const context = topology.services[asking]?.type === 'process' ? 'host' : 'container';
    return materialize(text, contextResolver({ topology, context }, lookups));
  };
}

/** Looks at this machine's listeners where the engine publishes on this machine; what listens here says nothing of another one. */
export function portCheckFor({ info }: EngineClient): PortCheck {
  return createPortCheck({ engineIsLocal: isOnThisMachine(info) });
}

export async function prepare(session: Session, topology: Topology, { signal, only }: PrepareOptions): Promise<Prepared> {
  const client = await session.engine();
  const observing = observe(client, topology, signal);
  // The engine works at its answers while the store, whose calls block, is opened here.
  const [observed, remembered, secrets] = await Promise.all([observing, session.store().then(async (store) => store.ports.remembered(topology.name)), openStackSecrets(session, topology)]);
  const portCheck = portCheckFor(client);
  const allocation = await allocatePorts({
    topology,
    observed,
    remembered: Object.fromEntries(remembered.map(({ service, port, hostPort }) => [`${service}.${port}`, hostPort])),
    check: portCheck,
    ...(only === undefined ? {} : { only }),
  });
  const desired = desiredStack(topology, {
    hostPorts: allocation.hostPorts,
    secretFingerprint: secrets.fingerprint,
    materialize: textResolver(topology, secrets, () => allocation.hostPorts),
  });
  return { session, topology, client, secrets, observed, allocation, portCheck, desired, applied: appliedStore(session.stateDirectory, topology.name) };
}

/** Remembers the ports that differ from the standard ones. */
export async function rememberPorts({ session, topology, allocation }: Prepared): Promise<void> {
  const entries = Object.entries(allocation.remember).map(([key, hostPort]) => {
    const [service = '', ...port] = key.split('.');
    return { service, port: port.join('.'), hostPort };
  });
  if (entries.length > 0) await (await session.store()).ports.remember(topology.name, entries);
}
