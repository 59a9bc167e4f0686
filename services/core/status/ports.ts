import type { HostPorts, OwnContainer } from '../../engine/index.ts';
import type { Topology } from '../../topology/types.ts';

/** Where the engine really publishes the ports, which counts more than where they were meant to be. */
export function publishedPorts(topology: Topology, containers: readonly OwnContainer[]): HostPorts {
  const byService: Record<string, Record<string, { host: string; port: number }>[]> = {};
  for (const service of Object.values(topology.services)) {
    byService[service.name] = Array.from({ length: service.scale }, (_, index) => {
      const container = containers.find((each) => each.service === service.name && each.replica === index + 1 && !each.leftover);
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
