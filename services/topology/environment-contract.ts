import { contextResolver, type Asker, type Lookups } from './context-resolver.ts';
import { materialize } from './materialize.ts';
import { isReachableFromHost } from './reachable.ts';
import type { EnvContract } from '../contract/results.ts';
import type { Service } from './types.ts';

/**
 * What each service that uses others finds in its environment, as it would be in a context: `{ service: { VARIABLE: value } }`.
 * The user's own services are there too when they use nothing; a template's own settings are not.
 * For the host, variables of ports that are published nowhere are left out.
 */
export function environmentContract({ topology, context }: Asker, lookups: Lookups): EnvContract {
  const resolver = contextResolver({ topology, context }, lookups);
  const find = (name: string): { readonly ports: Service['ports']; readonly isProcess: boolean } | undefined => {
    const service = topology.services[name];
    return service === undefined ? undefined : { ports: service.ports, isProcess: service.type === 'process' };
  };
  const consumers = Object.values(topology.services).filter((service) => isConsumer(service));
  return Object.fromEntries(
    consumers.map(({ name, environment }) => {
      const variables = Object.entries(environment).filter(([, text]) => context !== 'host' || isReachableFromHost(text, find));
      return [name, Object.fromEntries(variables.map(([key, text]) => [key, materialize(text, resolver)]))];
    }),
  );
}

function isConsumer(service: Service): boolean {
  return service.template === undefined || service.uses.length > 0;
}
