import { referencesIn } from '../../topology/references.ts';
import type { ContainerService, Text } from '../../topology/types.ts';
import type { Scope } from './input.ts';
import { once } from './once.ts';
import { findWorkload, tcpPorts } from './scope.ts';

/** What a pod waits for before its service starts: a port that answers, and declared resources that are there. */
export interface Gate {
  readonly service: ContainerService;
  readonly port: number;
  readonly hasResources: boolean;
}

export function gatesOf(scope: Scope, { uses }: ContainerService): readonly Gate[] {
  return uses.flatMap((name) => {
    const service = findWorkload(scope, name);
    const port = service === undefined ? undefined : mainPort(service);
    return service === undefined || port === undefined ? [] : [{ service, port, hasResources: canAskResources(scope, service) }];
  });
}

/** Ports of a used service that its users are told of, or all where its bindings name none. */
export const usedPorts: (service: ContainerService) => readonly (readonly [name: string, container: number])[] = once((service: ContainerService) => {
  const named = new Set(Object.values(service.bindings).flatMap((text: Text) => referencesIn(text).flatMap((reference) => (reference.to === 'port' && reference.service === service.name ? [reference.port] : []))));
  const ports = tcpPorts(service);
  const told = ports.filter(([name]) => named.has(name));
  return told.length === 0 ? ports : told;
});

/** The first port, which bindings call `port`. Connections to a Service are refused until one of its pods is ready. */
function mainPort(service: ContainerService): number | undefined {
  return usedPorts(service)[0]?.[1];
}

/** A Job that declares them runs elsewhere; over HTTP the pod can ask whether it is done. */
function canAskResources({ calls }: Scope, { name }: ContainerService): boolean {
  const found = calls[name];
  return found?.by === 'http' && found.calls.some(({ seen }) => seen !== undefined);
}
