import { desiredStack } from '../container/desired.ts';
import type { AppliedService, Desired, HostPorts } from '../container/types.ts';
import type { Observed, ObservedContainer, ObservedNetwork, OwnContainer } from '../observe/types.ts';
import type { ContainerService, ProcessService, Service, Topology } from '../../topology/types.ts';
import { labels } from '../types.ts';
import type { ImageDecision, Plan, PlanUpInput } from './types.ts';
import { planUp } from './up.ts';

const common = {
  title: 'Test',
  category: 'test',
  uses: [],
  routesTo: [],
  routes: [],
  ports: {},
  bindings: {},
  secrets: {},
  options: {},
  resources: {},
  environment: {},
  ready: { by: 'running' },
  readyTimeoutSeconds: 30,
  scale: 1,
} as const;

export function containerOf(name: string, changes: Partial<ContainerService> = {}): ContainerService {
  return {
    ...common,
    type: 'container',
    name,
    image: { from: 'registry', reference: `${name}:1` },
    files: [],
    mounts: [],
    tmpfs: [],
    readOnly: false,
    capDrop: [],
    capAdd: [],
    noNewPrivileges: true,
    init: false,
    stopGraceSeconds: 10,
    ulimits: {},
    sysctls: {},
    restart: 'unless-stopped',
    extraHosts: [],
    labels: {},
    ...changes,
  };
}

export function processOf(name: string, changes: Partial<ProcessService> = {}): ProcessService {
  return { ...common, type: 'process', name, run: 'npm run dev', workingDirectory: '/shop', stopGraceSeconds: 10, ...changes };
}

export function topologyOf(services: readonly Service[]): Topology {
  return { name: 'shop', directory: '/shop', file: '/shop/stackyard.yaml', services: Object.fromEntries(services.map((each) => [each.name, each])) };
}

export function dataVolume(name: string): Pick<ContainerService, 'mounts'> {
  return { mounts: [{ type: 'volume', volume: name, target: '/data', readOnly: false }] };
}

export function desiredOf(services: readonly Service[], hostPorts: HostPorts = {}): Desired {
  return desiredStack(topologyOf(services), {
    hostPorts,
    secretFingerprint: (service, key) => `fingerprint-${service}-${key}`,
    materialize: (text) => text.replaceAll(/\$\{\{[^}]*\}\}/g, 'materialized'),
  });
}

export const emptyEngine: Observed = { stack: 'shop', containers: [], networks: [], volumes: [], others: [], foreign: { containers: [], networks: [], volumes: [] } };

export const shopNetwork: ObservedNetwork = { id: 'network-1', name: 'stackyard-shop', labels: { [labels.stack]: 'shop' } };

export function idOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64);
}

/** Every desired container, running as it should. */
export function running(desired: Desired): Observed {
  const containers = Object.values(desired.services).flatMap((service) =>
    service.type === 'process'
      ? []
      : service.containers.map(
          (container): OwnContainer => ({
            id: idOf(container.name),
            name: container.name,
            state: 'running',
            status: 'Up 2 minutes',
            image: `${service.name}:1`,
            imageId: `sha256:${service.name}`,
            labels: {},
            ports: container.ports.flatMap((port) =>
              port.address === undefined ? [] : [{ containerPort: port.containerPort, protocol: port.protocol, hostIp: port.address.host, hostPort: port.address.port }],
            ),
            networks: { [shopNetwork.name]: shopNetwork.id },
            addresses: [],
            volumes: Object.fromEntries(container.volumes.map((volume) => ['/data', volume])),
            service: service.name,
            replica: container.replica,
            hash: container.hash,
            fields: container.hashes,
            leftover: false,
          }),
        ),
  );
  return {
    ...emptyEngine,
    containers,
    networks: [shopNetwork],
    volumes: desired.volumes.map(({ name, labels: own }) => ({ name, labels: own })),
  };
}

/** The applied store as it is after an up. */
export function appliedOf(desired: Desired): (service: string) => AppliedService | undefined {
  return (name) => {
    const service = desired.services[name];
    const spec = service?.type === 'process' ? service : service?.containers[0];
    if (service === undefined || spec === undefined) return undefined;
    return { fields: spec.fields, hashes: spec.hashes, ...(service.resources === undefined ? {} : { resources: service.resources }) };
  };
}

export function imagesOf(desired: Desired, changes: Readonly<Record<string, ImageDecision>> = {}): Readonly<Record<string, ImageDecision>> {
  return Object.fromEntries(Object.keys(desired.services).map((name) => [name, changes[name] ?? { reference: `${name}:1`, id: `sha256:${name}` }]));
}

export function up(desired: Desired, changes: Partial<PlanUpInput> = {}): Plan {
  return planUp({ desired, observed: emptyEngine, images: imagesOf(desired), applied: () => undefined, ...changes });
}

/** One container of the stack changed, the others as they are. */
export function withContainer(observed: Observed, name: string, changes: Partial<OwnContainer>): Observed {
  return { ...observed, containers: observed.containers.map((each) => (each.name === name ? { ...each, ...changes } : each)) };
}

export function foreignContainer(name: string, own: Readonly<Record<string, string>> = {}): ObservedContainer {
  return { id: idOf(name), name, state: 'exited', status: 'Exited (0)', image: 'debian:bookworm', imageId: 'sha256:debian', labels: own, ports: [], networks: {}, addresses: [], volumes: {} };
}
