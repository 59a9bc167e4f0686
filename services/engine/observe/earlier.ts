import type { Topology } from '../../topology/types.ts';
import { labels } from '../types.ts';
import type { EngineClient } from '../types.ts';
import { list, readContainer, readNetwork } from './read.ts';
import { fileOf, isSameFile } from './stack-files.ts';
import type { Earlier, EarlierName, Observed, ObservedContainer, ObservedNetwork } from './types.ts';

type Labels = Readonly<Record<string, string>>;
type Named = Pick<Topology, 'name' | 'namedByVariable' | 'file'>;

const alive: ReadonlySet<ObservedContainer['state']> = new Set(['running', 'paused', 'restarting']);

/** Made from this very stack file. */
export function isOfFile({ file }: Pick<Topology, 'file'>, own: Labels): boolean {
  const from = fileOf(own);
  return from !== undefined && isSameFile(from, file);
}

/** Made from this very stack file under a name that it has no more. A name out of a variable makes stacks of their own, side by side. */
export function isOfEarlierName(stack: Named, own: Labels): boolean {
  const name = own[labels.stack];
  return stack.namedByVariable !== true && name !== undefined && name !== stack.name && isOfFile(stack, own);
}

/** What is there of the stack under names that it had before. */
export function earlierOf({ foreign }: Pick<Observed, 'foreign'>, stack: Named): Earlier {
  const taken = takenNames(foreign.containers, stack);
  return { names: namesOf(foreign, stack), volumes: foreign.volumes.filter((each) => isOfEarlierName(stack, each.labels) && !taken.has(nameOf(each))) };
}

const nameOf = (each: { readonly labels: Labels }): string => each.labels[labels.stack] ?? '';

/** Names under which another stack file has containers. Networks and volumes keep their labels when their file gets another name, and are those containers'. */
function takenNames(containers: readonly ObservedContainer[], stack: Named): ReadonlySet<string> {
  return new Set(containers.filter((each) => each.labels[labels.service] !== undefined && !isOfEarlierName(stack, each.labels)).map(nameOf));
}

/** The names alone, in two short listings. Rejects with the client's errors. */
export async function observeEarlierNames(client: EngineClient, stack: Named, signal?: AbortSignal): Promise<readonly EarlierName[]> {
  if (stack.namedByVariable === true) return [];
  // Links may lead to the folder by other names.
  const query = { filters: { label: [labels.directory] } };
  const options = signal === undefined ? {} : { signal };
  const [containers, networks] = await Promise.all([
    client.call({ method: 'GET', path: '/containers/json', query: { ...query, all: true }, ...options }),
    client.call({ method: 'GET', path: '/networks', query, ...options }),
  ]);
  return namesOf({ containers: list(containers).flatMap((each) => readContainer(each) ?? []), networks: list(networks).flatMap((each) => readNetwork(each) ?? []) }, stack);
}

function namesOf({ containers, networks }: { readonly containers: readonly ObservedContainer[]; readonly networks: readonly ObservedNetwork[] }, stack: Named): readonly EarlierName[] {
  const own = containers.filter((each) => isOfEarlierName(stack, each.labels) && each.labels[labels.service] !== undefined);
  const taken = takenNames(containers, stack);
  const ownNetworks = networks.filter((each) => isOfEarlierName(stack, each.labels) && !taken.has(nameOf(each)));
  const names = new Set([...own, ...ownNetworks].map(nameOf));
  const servicesOf = (found: readonly ObservedContainer[]): readonly string[] => [...new Set(found.flatMap((each) => each.labels[labels.service] ?? []))].toSorted();
  return [...names].toSorted().map((name) => {
    const found = own.filter((each) => each.labels[labels.stack] === name);
    return { name, services: servicesOf(found), running: servicesOf(found.filter((each) => alive.has(each.state))) };
  });
}
