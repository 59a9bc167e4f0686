import type { ResourceCalls } from '../../contract/resource-calls.ts';
import type { ContainerService } from '../../topology/types.ts';
import { once } from '../kubernetes/once.ts';
import type { ComposeScope } from './input.ts';

/** A developer's machine gets one of each. */
export const replicasOf = ({ environment }: ComposeScope, { scale }: ContainerService): number => (environment === 'dev' ? Math.min(1, scale) : scale);

/** What is declared in a service that runs. */
export function callsOf(scope: ComposeScope, service: ContainerService): ResourceCalls | undefined {
  return replicasOf(scope, service) === 0 ? undefined : scope.calls[service.name];
}

/** Services whose declared resources nothing waits for. */
export const unawaited = once((scope: ComposeScope): readonly ContainerService[] => {
  const used = new Set(scope.services.flatMap(({ uses }) => uses));
  return scope.services.filter((service) => callsOf(scope, service) !== undefined && !used.has(service.name));
});
