import type { ContainerService } from '../../topology/types.ts';
import { variableName } from '../../topology/variable-name.ts';
import { exposedPorts } from '../kubernetes/exposure.ts';
import type { Scope } from '../kubernetes/input.ts';
import { constantCase, digestOf } from '../kubernetes/names.ts';
import { once } from '../kubernetes/once.ts';
import { secretKeysOf } from '../kubernetes/secret-keys.ts';

/** A secret that .env holds. */
export interface SecretVariable {
  readonly name: string;
  readonly service: string;
  /** Under which the service's secrets know it: `PASSWORD`. */
  readonly key: string;
  readonly what: string;
  /** Characters that fill-in.sh makes up; undefined where only a person knows the value. */
  readonly generate: number | undefined;
}

/** Every secret of the stack by `service/KEY`; no two have one name in .env. */
export const secretVariables: (scope: Scope) => ReadonlyMap<string, SecretVariable> = once((scope: Scope) => {
  const found = new Map<string, SecretVariable>();
  const taken = new Set<string>();
  for (const service of scope.services) {
    const lengths = new Map(Object.entries(service.secrets).map(([key, secret]) => [constantCase(key), 'generate' in secret ? secret.generate : undefined]));
    for (const { key, what } of secretKeysOf(scope, service)) {
      const name = freeName(variableName(service.name, key), { of: `${service.name}/${key}`, taken });
      found.set(`${service.name}/${key}`, { name, service: service.name, key, what, generate: lengths.get(key) });
    }
  }
  return found;
});

export function secretVariable(scope: Scope, { service, key }: { readonly service: string; readonly key: string }): string {
  return secretVariables(scope).get(`${service}/${key}`)?.name ?? variableName(service, key);
}

/** Compose reads names of its own from .env, and of `a-b` with `C` and `a` with `B_C` both would be `A_B_C`. */
function freeName(name: string, { of, taken }: { readonly of: string; readonly taken: Set<string> }): string {
  const own = /^(?:COMPOSE|DOCKER|IMAGE|PUBLISH)_/.test(name) ? `STACK_${name}` : name;
  const free = taken.has(own) ? `${own}_${digestOf(of).slice(0, 6).toUpperCase()}` : own;
  taken.add(free);
  return free;
}

export const imageVariable = (service: string): string => variableName('image', service);

export const ADDRESS_VARIABLE = 'PUBLISH_ADDRESS';

export interface PublishedPort {
  readonly variable: string;
  readonly container: number;
  readonly hostPort: number;
  readonly name: string;
}

/** What is reached from outside: ports that the stack file publishes on purpose and that speak HTTP. */
export function publications(service: ContainerService): readonly PublishedPort[] {
  return exposedPorts(service).map(({ name, container }) => {
    const publish = service.ports[name]?.publish;
    return { name, container, variable: variableName(`publish-${service.name}`, name), hostPort: publish?.mode === 'fixed' ? publish.hostPort : container };
  });
}
