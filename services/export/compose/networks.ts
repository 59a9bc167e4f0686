import { edgesOf } from '../kubernetes/edges.ts';
import type { Scope } from '../kubernetes/input.ts';
import { once } from '../kubernetes/once.ts';
import { publications } from './variables.ts';

/** Docker's own address ranges hold about thirty networks, and other projects want some as well. */
const MOST_EDGES = 20;

export interface Network {
  readonly name: string;
  readonly members: readonly string[];
  /** Nothing leaves by it; the others are there to publish a port. */
  readonly internal: boolean;
}

/** Whether each edge has a network of its own; else all users of a service share one. */
export const isByEdge = (scope: Scope): boolean => pairsOf(scope).length <= MOST_EDGES;

/** A dot or an underscore stands in no service's name, so no network has the name of another. */
export const networksOf: (scope: Scope) => readonly Network[] = once((scope: Scope) => {
  const wired = isByEdge(scope) ? pairsOf(scope).map(({ from, to }) => ({ name: `${from}_${to}`, members: [from, to] })) : byUsed(scope);
  const connected = new Set(wired.flatMap(({ members }) => members));
  // Without a network of its own Compose would give it the default one, by which everything is reached.
  const alone = scope.services.filter(({ name }) => !connected.has(name)).map(({ name }) => ({ name, members: [name] }));
  const outside = scope.services.filter((service) => publications(service).length > 0).map(({ name }) => ({ name: `${name}.outside`, members: [name], internal: false }));
  return [...[...wired, ...alone].map((network) => ({ ...network, internal: true })), ...outside].map((network) => ({ ...network, name: readable(network.name) }));
});

/** Compose takes a network whose name begins so for an extension, and then does not find it. */
const readable = (name: string): string => (name.startsWith('x-') ? `network.${name}` : name);

const byMember = once((scope: Scope) => {
  const found = new Map<string, string[]>();
  for (const { name, members } of networksOf(scope)) for (const member of members) found.set(member, [...(found.get(member) ?? []), name]);
  return found;
});

export function networkNames(scope: Scope, service: string): readonly string[] {
  return byMember(scope).get(service)?.toSorted() ?? [];
}

/** Every two services that talk to each other, once; declaring resources happens in the network of the service itself. */
const pairsOf = once((scope: Scope) => {
  const services = new Set(scope.services.map(({ name }) => name));
  const edges = edgesOf(scope).filter(({ from, to }) => from !== to && services.has(from) && services.has(to));
  return [...new Map(edges.map(({ from, to }) => [[from, to].toSorted().join('_'), { from, to }])).values()];
});

function byUsed(scope: Scope): readonly { readonly name: string; readonly members: readonly string[] }[] {
  const users = Map.groupBy(pairsOf(scope), ({ to }) => to);
  return [...users].map(([to, pairs]) => ({ name: `${to}.users`, members: [to, ...pairs.map(({ from }) => from)] }));
}
