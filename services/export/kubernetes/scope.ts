import type { ContainerService, Service } from '../../topology/types.ts';
import type { ExportEnvironment } from '../types.ts';
import { asMember } from './clusters/index.ts';
import type { KubernetesInput, Scope } from './input.ts';

export function scopeOf(input: KubernetesInput, environment: ExportEnvironment): Scope {
  const { name, services } = input.topology;
  // Production has the plain name; the others may stand in the same cluster.
  const scope = { ...input, environment, namespace: environment === 'production' ? name : `${name}-${environment}` };
  return {
    ...scope,
    services: Object.values(services).filter((service): service is ContainerService => service.type === 'container').map((service) => asMember(scope, service)),
  };
}

export function findService({ topology }: Pick<Scope, 'topology'>, name: string): Service | undefined {
  return Object.hasOwn(topology.services, name) ? topology.services[name] : undefined;
}

/** A service that becomes a workload here; undefined for a process on the developer's machine. */
export function findWorkload(scope: Scope, name: string): ContainerService | undefined {
  const service = findService(scope, name);
  return service?.type === 'container' ? service : undefined;
}

export function tcpPorts(service: Service): readonly (readonly [name: string, container: number])[] {
  return Object.entries(service.ports).flatMap(([name, port]) => (port.protocol === 'tcp' ? [[name, port.container] as const] : []));
}
