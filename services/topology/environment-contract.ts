import { contextResolver, type Asker, type Lookups } from './context-resolver.ts';
import { materialize } from './materialize.ts';
import { isReachableFromHost } from './reachable.ts';
import type { EnvContract } from '../contract/results.ts';
import type { Service } from './types.ts';
import { variableName } from './variable-name.ts';

/**
 * What each service that uses others finds in its environment, as it would be in a context: `{ service: { VARIABLE: value } }`.
 * The user's own services are there too when they use nothing; a template's own settings are not. A template's service that uses
 * nothing is there with what it offers, as a user of it would find that: where nobody in the stack uses it, or where `asked` names it.
 * For the host, variables of ports that are published nowhere are left out.
 */
export function environmentContract({ topology, context, asked = [] }: Asker & { readonly asked?: readonly string[] }, lookups: Lookups): EnvContract {
  const resolver = contextResolver({ topology, context }, lookups);
  const find = (name: string): { readonly ports: Service['ports']; readonly isProcess: boolean } | undefined => {
    const service = topology.services[name];
    return service === undefined ? undefined : { ports: service.ports, isProcess: service.type === 'process' };
  };
  const all = Object.values(topology.services);
  const used = new Set(all.flatMap(({ uses, routesTo }) => [...uses, ...routesTo]));
  const shown = all.flatMap((service) => {
    if (isConsumer(service)) return [{ name: service.name, environment: service.environment }];
    return asked.includes(service.name) || !used.has(service.name) ? [{ name: service.name, environment: offered(service) }] : [];
  });
  return Object.fromEntries(
    shown.map(({ name, environment }) => {
      const variables = Object.entries(environment).filter(([, text]) => context !== 'host' || isReachableFromHost(text, find));
      return [name, Object.fromEntries(variables.map(([key, text]) => [key, materialize(text, resolver)]))];
    }),
  );
}

function isConsumer(service: Service): boolean {
  return service.template === undefined || service.uses.length > 0;
}

function offered({ name, bindings }: Service): Service['environment'] {
  return Object.fromEntries(Object.entries(bindings).map(([binding, text]) => [variableName(name, binding), text]));
}
