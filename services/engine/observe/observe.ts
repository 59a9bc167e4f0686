import type { Topology } from '../../topology/types.ts';
import { isOnThisMachine } from '../client/on-this-machine.ts';
import { finalName } from '../container/names.ts';
import { labels } from '../types.ts';
import type { EngineClient } from '../types.ts';
import { list, readContainer, readNetwork, readVolume } from './read.ts';
import { fileOf, otherFiles, type OtherFiles } from './stack-files.ts';
import type { Observed, ObservedContainer, ObservedVolume, OwnContainer } from './types.ts';

type Stack = Pick<Topology, 'name' | 'file'>;
type Labels = Readonly<Record<string, string>>;

/**
 * One pass: three listings at once, of everything, since what is not ours may hold a name or a port that we need.
 * What another stack file of the name made, which is still there, is not ours either. Rejects with the client's errors.
 */
export async function observe(client: EngineClient, { name, file }: Stack, signal?: AbortSignal): Promise<Observed> {
  const options = signal === undefined ? {} : { signal };
  const [containers, networks, volumes] = await Promise.all([
    client.call({ method: 'GET', path: '/containers/json', query: { all: true }, ...options }),
    client.call({ method: 'GET', path: '/networks', ...options }),
    client.call({ method: 'GET', path: '/volumes', ...options }),
  ]);
  const all = list(containers).flatMap((each) => readContainer(each) ?? []);
  const allNetworks = list(networks).flatMap((each) => readNetwork(each) ?? []);
  const allVolumes = list(property(volumes, 'Volumes')).flatMap((each) => readVolume(each) ?? []);
  const isNamed = (item: { readonly labels: Labels }): boolean => item.labels[labels.stack] === name;
  const named = all.flatMap((each) => (isNamed(each) ? (ownContainer(each) ?? []) : []));
  const namedVolumes = allVolumes.filter(isNamed);
  const [others, makers] = [otherFiles(named, file), otherFiles(namedVolumes, file)];
  const own = ownOf(client, named, others);
  const ownIds = new Set(own.map((each) => each.id));
  // Without containers of another file it is nobody else's, whoever made it.
  const isOwnNetwork = (network: { readonly labels: Labels }): boolean => isNamed(network) && !isThere(others, network.labels);
  return {
    stack: name,
    containers: own,
    networks: allNetworks.filter(isOwnNetwork),
    volumes: namedVolumes.map((each) => withMaker(each, makers)),
    others: filesThere(others),
    foreign: {
      containers: all.filter((each) => !ownIds.has(each.id)),
      networks: allNetworks.filter((each) => !isOwnNetwork(each)),
      volumes: allVolumes.filter((each) => !isNamed(each)),
    },
  };
}

function isThere(others: OtherFiles, own: Labels): boolean {
  return others.get(fileOf(own) ?? '') === 'there';
}

function filesThere(others: OtherFiles): readonly string[] {
  return [...others].flatMap(([file, state]) => (state === 'there' ? [file] : [])).toSorted();
}

/** Those of no other file that is still there. On an engine of another machine a file may be over there. */
function ownOf({ info }: EngineClient, named: readonly OwnContainer[], others: OtherFiles): readonly OwnContainer[] {
  const isGone = (file: string): boolean => others.get(file) === 'gone' && isOnThisMachine(info);
  return named.flatMap((each) => {
    const file = fileOf(each.labels) ?? '';
    if (others.get(file) === 'there') return [];
    return [isGone(file) ? { ...each, goneFile: file } : each];
  });
}

function withMaker(volume: ObservedVolume, makers: OtherFiles): ObservedVolume {
  const file = fileOf(volume.labels);
  return file !== undefined && makers.get(file) === 'there' ? { ...volume, madeBy: file } : volume;
}

/** Only the stack's own containers, in one call, and the other stack files that run something under its name. */
export async function observeContainers(client: EngineClient, { name, file }: Stack, signal?: AbortSignal): Promise<Pick<Observed, 'containers' | 'others'>> {
  const query = { all: true, filters: { label: [`${labels.stack}=${name}`] } };
  const containers = await client.call({ method: 'GET', path: '/containers/json', query, ...(signal === undefined ? {} : { signal }) });
  const named = list(containers).flatMap((each) => readContainer(each) ?? []).flatMap((each) => (each.labels[labels.stack] === name ? (ownContainer(each) ?? []) : []));
  const others = otherFiles(named, file);
  return { containers: ownOf(client, named, others), others: filesThere(others) };
}

/** A container that carries the stack's label but names no service is not one we made: it stays foreign. */
function ownContainer(container: ObservedContainer): OwnContainer | undefined {
  const service = container.labels[labels.service];
  const replica = Number(container.labels[labels.replica]);
  if (service === undefined || !Number.isSafeInteger(replica) || replica < 1) return undefined;
  return {
    ...container,
    service,
    replica,
    hash: container.labels[labels.hash] ?? '',
    fields: readFields(container.labels[labels.fields]),
    leftover: finalName(container.name) !== undefined,
  };
}

function readFields(text: string | undefined): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).flatMap(([name, hash]) => (typeof hash === 'string' ? [[name, hash]] : [])));
  } catch {
    // The hash decides; without readable fields only the words of the cause are missing.
    return {};
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
