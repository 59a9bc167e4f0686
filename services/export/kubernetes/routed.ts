import type { ContainerService } from '../../topology/types.ts';
import type { Scope } from './input.ts';
import { once } from './once.ts';
import { workloadOf } from './workload.ts';

const envoyTargets = once((scope: Scope) => new Set(scope.services.flatMap(({ kind, routesTo }) => (kind === 'envoy' ? routesTo : []))));

/**
 * Services whose pods Envoy knows one by one, as it does on Docker: circuit breakers, outlier detection, health checks and sticky
 * sessions mean single pods. Their names are those of pods that are ready.
 */
export function isKnownByPods(scope: Scope, service: ContainerService): boolean {
  return envoyTargets(scope).has(service.name) && workloadOf(service, scope).kind === 'Deployment';
}

/** Seconds in which proxies learn that a pod is going, before it is told to. Names live longer than a Service's addresses. */
export function drainSeconds(scope: Scope, service: ContainerService): number {
  if (Object.keys(service.ports).length === 0) return 0;
  return isKnownByPods(scope, service) ? 12 : 5;
}
