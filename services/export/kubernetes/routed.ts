import type { ContainerService } from '../../topology/types.ts';
import type { Scope } from './input.ts';
import { workloadOf } from './workload.ts';

export const headlessName = (service: string): string => `${service}-pods`;

/**
 * Services whose pods Envoy knows one by one, as it does on Docker: circuit breakers, outlier detection, health checks and sticky
 * sessions mean single pods. Their names are those of pods that are ready.
 */
export function isKnownByPods(scope: Scope, service: ContainerService): boolean {
  return workloadOf(service, scope).kind === 'Deployment' && scope.services.some(({ kind, routesTo }) => kind === 'envoy' && routesTo.includes(service.name));
}

/** Seconds in which proxies learn that a pod is going, before it is told to. Names live longer than a Service's addresses. */
export function drainSeconds(scope: Scope, service: ContainerService): number {
  if (Object.keys(service.ports).length === 0) return 0;
  return isKnownByPods(scope, service) ? 12 : 5;
}
