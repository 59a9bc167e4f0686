import { contextResolver, type Asker, type Lookups } from './context-resolver.ts';
import { materialize } from './materialize.ts';
import { isReachableFromHost } from './reachable.ts';
import { variableName } from './variable-name.ts';
import type { EnvContract } from '../contract/results.ts';
import type { Service, Text } from './types.ts';

type Variables = Readonly<Record<string, string>>;

/** Variables as one context sees them. For the host, those of ports that are published nowhere are left out. */
export function resolveVariables(texts: Readonly<Record<string, Text>>, { topology, context }: Asker, lookups: Lookups): Variables {
  const resolver = contextResolver({ topology, context }, lookups);
  const find = (name: string): { readonly ports: Service['ports']; readonly isProcess: boolean } | undefined => {
    const service = topology.services[name];
    return service === undefined ? undefined : { ports: service.ports, isProcess: service.type === 'process' };
  };
  const variables = Object.entries(texts).filter(([, text]) => context !== 'host' || isReachableFromHost(text, find));
  return Object.fromEntries(variables.map(([key, text]) => [key, materialize(text, resolver)]));
}

/** What a service's bindings are called in the environment of those that use it: `CACHE_URL` … */
export function connectionTexts({ name, bindings }: Service): Readonly<Record<string, Text>> {
  return Object.fromEntries(Object.entries(bindings).map(([binding, text]) => [variableName(name, binding), text]));
}

/**
 * What each service that uses others finds in its environment, as it would be in a context: `{ service: { VARIABLE: value } }`.
 * The user's own services are there too when they use nothing; a template's own settings are not.
 * For the host, variables of ports that are published nowhere are left out.
 */
export function environmentContract(asker: Asker, lookups: Lookups): EnvContract {
  const consumers = Object.values(asker.topology.services).filter((service) => isConsumer(service));
  return Object.fromEntries(consumers.map(({ name, environment }) => [name, resolveVariables(environment, asker, lookups)]));
}

function isConsumer(service: Service): boolean {
  return service.template === undefined || service.uses.length > 0;
}
