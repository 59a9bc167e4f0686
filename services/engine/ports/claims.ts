import type { Port, Topology } from '../../topology/types.ts';
import type { HostAddress } from '../container/types.ts';
import { isOfEarlierName } from '../observe/earlier.ts';
import { fileOf } from '../observe/stack-files.ts';
import type { Observed, ObservedContainer, OwnContainer } from '../observe/types.ts';
import { labels } from '../types.ts';
import { portKey } from './key.ts';

/** One port of one replica that is to be published. */
export interface Claim {
  readonly key: string;
  readonly service: string;
  readonly replica: number;
  readonly port: string;
  readonly containerPort: number;
  readonly protocol: Port['protocol'];
  readonly host: string;
  /** The port the file or the template asks for. */
  readonly wanted: number;
  readonly fixed: boolean;
}

/** Never beyond this machine unless the file says so. */
const loopback = '127.0.0.1';

/** A fixed port is the first replica's; the others cannot have it too and get one as if automatic. */
export function claimsOf(topology: Topology): readonly Claim[] {
  return Object.values(topology.services).flatMap((service) => {
    if (service.type !== 'container') return [];
    return Object.entries(service.ports).flatMap(([port, { container, protocol, publish }]) => {
      if (publish.mode === 'none') return [];
      return Array.from({ length: service.scale }, (_, index) => ({
        key: portKey(service.name, port, index + 1),
        service: service.name,
        replica: index + 1,
        port,
        containerPort: container,
        protocol,
        host: publish.mode === 'fixed' ? publish.hostIp : loopback,
        wanted: publish.mode === 'fixed' ? publish.hostPort : publish.wanted,
        fixed: publish.mode === 'fixed' && index === 0,
      }));
    });
  });
}

export function slot(protocol: string, port: number): string {
  return `${protocol}:${port}`;
}

/** Which containers hold which host ports. */
export interface Held {
  readonly own: ReadonlyMap<string, OwnContainer>;
  /** Containers of this stack under a name that it had before, or of another file under its name: it does not start beside them, and that is told before their ports. */
  readonly before: ReadonlyMap<string, ObservedContainer>;
  readonly foreign: ReadonlyMap<string, ObservedContainer>;
}

export function heldPorts(observed: Observed, topology: Topology): Held {
  const isBefore = ({ labels: own }: ObservedContainer): boolean => isOfEarlierName(topology, own) || (own[labels.stack] === observed.stack && observed.others.includes(fileOf(own) ?? ''));
  const { containers } = observed.foreign;
  return { own: bySlot(observed.containers), before: bySlot(containers.filter(isBefore)), foreign: bySlot(containers.filter((each) => !isBefore(each))) };
}

function bySlot<Container extends ObservedContainer>(containers: readonly Container[]): ReadonlyMap<string, Container> {
  return new Map(containers.flatMap((container) => container.ports.map((port) => [slot(port.protocol, port.hostPort), container] as const)));
}

export function describeContainer(container: ObservedContainer): string {
  const stack = container.labels[labels.stack];
  return stack === undefined ? `container ${container.name} (${container.image})` : `container ${container.name} of stack ${stack}`;
}

/** The host port that a claim's own running container publishes now. */
export function currentPort(claim: Claim, observed: Observed): number | undefined {
  const container = observed.containers.find((each) => each.service === claim.service && each.replica === claim.replica && !each.leftover);
  return container?.ports.find((each) => each.containerPort === claim.containerPort && each.protocol === claim.protocol && sameHost(each.hostIp, claim.host))?.hostPort;
}

function sameHost(left: string, right: string): boolean {
  const wildcard = (host: string): boolean => host === '' || host === '0.0.0.0' || host === '::';
  return left === right || (wildcard(left) && wildcard(right));
}

export function addressOf(claim: Claim, port: number): HostAddress {
  return { host: claim.host, port };
}
