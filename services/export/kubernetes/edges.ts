import type { ContainerService } from '../../topology/types.ts';
import { clusterOf } from './clusters/index.ts';
import { usedPorts } from './gates.ts';
import type { Scope } from './input.ts';
import { resourcesName } from './init-containers.ts';
import { once } from './once.ts';
import { operatorOf } from './operators/index.ts';
import { findWorkload } from './scope.ts';
import { referencesIn } from '../../topology/references.ts';

/** Traffic that must be let through: from pods of one instance to ports of another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly number[];
}

/** Every edge of the graph: what a service uses, routes to or names in its texts, and the Jobs that declare resources. */
export const edgesOf: (scope: Scope) => readonly Edge[] = once((scope: Scope) => {
  const edges = new Map<string, Set<number>>();
  const add = (from: string, to: string, ports: readonly number[]): void => {
    const known = edges.get(`${from} ${to}`) ?? new Set<number>();
    for (const port of ports) known.add(port);
    if (known.size > 0) edges.set(`${from} ${to}`, known);
  };
  for (const service of scope.services) {
    for (const used of service.uses.flatMap((name) => findWorkload(scope, name) ?? [])) add(service.name, used.name, [...usedPorts(used).map(([, port]) => port), ...declaringPort(scope, used)]);
    for (const { to } of service.routes) {
      const [name = '', port = ''] = to.split('.');
      const target = findWorkload(scope, name);
      if (target !== undefined) add(service.name, name, [target.ports[port]?.container ?? []].flat());
    }
    for (const [name, port] of namedPorts(service)) {
      const target = findWorkload(scope, name);
      if (target !== undefined && name !== service.name) add(service.name, name, [target.ports[port]?.container ?? []].flat());
    }
    add(service.name, service.name, operatorOf(scope, service)?.peerPorts ?? (clusterOf(scope, service)?.ports ?? []).map(({ container }) => container));
    if (scope.calls[service.name] !== undefined) add(resourcesName(service.name), service.name, declaringPort(scope, service));
  }
  return [...edges].map(([key, ports]) => {
    const [from = '', to = ''] = key.split(' ');
    return { from, to, ports: [...ports].toSorted((a, b) => a - b) };
  });
});

/** Whoever waits for declared resources asks where the Job declares them. */
function declaringPort({ calls }: Scope, { name, ports }: ContainerService): readonly number[] {
  const found = calls[name];
  return found === undefined ? [] : [ports[found.port]?.container ?? []].flat();
}

function namedPorts({ environment, command = [], entrypoint = [], files }: ContainerService): readonly (readonly [service: string, port: string])[] {
  const texts = [...Object.values(environment), ...command, ...entrypoint, ...files.map(({ content }) => content)];
  return texts.flatMap((text) => referencesIn(text)).flatMap((reference) => (reference.to === 'port' ? [[reference.service, reference.port] as const] : []));
}
