import { defaultName } from '../../topology/stack-name.ts';
import type { ComposeProject } from '../types.ts';

const valid = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** Compose's name of each service → its name in the stack: the same where it can be. */
export function stackNames({ services }: Pick<ComposeProject, 'services'>): ReadonlyMap<string, string> {
  const taken = new Set([...services.keys()].filter((name) => valid.test(name)));
  return new Map([...services.keys()].map((name) => [name, valid.test(name) ? name : freeName(defaultName(name), taken)]));
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted.slice(0, 36)}-${number}`;
  taken.add(name);
  return name;
}

/** Every name by which a service is reached → the service. A service's own name wins over another's alias. */
export function hostNames({ services }: ComposeProject): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const { name, aliases } of services.values()) for (const alias of aliases) hosts.set(alias, name);
  for (const { dependencies } of services.values()) for (const { alias, service } of dependencies) if (alias !== undefined) hosts.set(alias, service);
  for (const name of services.keys()) hosts.set(name, name);
  return hosts;
}
