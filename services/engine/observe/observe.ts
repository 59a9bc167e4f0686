import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finalName } from '../container/names.ts';
import { labels } from '../types.ts';
import type { EngineClient } from '../types.ts';
import { list, readContainer, readNetwork, readVolume } from './read.ts';
import type { Observed, ObservedContainer, ObservedOwner, OwnContainer } from './types.ts';

/**
 * One pass: three listings at once, of everything, since what is not ours may hold a name or a port that we need.
 * Rejects with the client's errors.
 */
export async function observe(client: EngineClient, stack: string, signal?: AbortSignal): Promise<Observed> {
  const options = signal === undefined ? {} : { signal };
  const [containers, networks, volumes] = await Promise.all([
    client.call({ method: 'GET', path: '/containers/json', query: { all: true }, ...options }),
    client.call({ method: 'GET', path: '/networks', ...options }),
    client.call({ method: 'GET', path: '/volumes', ...options }),
  ]);
  const all = list(containers).flatMap((each) => readContainer(each) ?? []);
  const allNetworks = list(networks).flatMap((each) => readNetwork(each) ?? []);
  const allVolumes = list(property(volumes, 'Volumes')).flatMap((each) => readVolume(each) ?? []);
  const isOurs = (item: { readonly labels: Readonly<Record<string, string>> }): boolean => item.labels[labels.stack] === stack;
  const own = all.flatMap((each) => (isOurs(each) ? (ownContainer(each) ?? []) : []));
  const ownIds = new Set(own.map((each) => each.id));
  return {
    stack,
    containers: own,
    networks: allNetworks.filter(isOurs),
    volumes: allVolumes.filter(isOurs),
    owners: await owners([...own, ...allNetworks.filter(isOurs)]),
    foreign: {
      containers: all.filter((each) => !ownIds.has(each.id)),
      networks: allNetworks.filter((each) => !isOurs(each)),
      volumes: allVolumes.filter((each) => !isOurs(each)),
    },
  };
}

/** Only the stack's own containers, in one call. */
export async function observeContainers(client: EngineClient, stack: string, signal?: AbortSignal): Promise<readonly OwnContainer[]> {
  const query = { all: true, filters: { label: [`${labels.stack}=${stack}`] } };
  const containers = await client.call({ method: 'GET', path: '/containers/json', query, ...(signal === undefined ? {} : { signal }) });
  return list(containers).flatMap((each) => readContainer(each) ?? []).flatMap((each) => (each.labels[labels.stack] === stack ? (ownContainer(each) ?? []) : []));
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
    directory: container.labels[labels.directory] ?? '',
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

/** The directories that objects name as theirs, and whether the stack file is still in them. */
export async function owners(items: readonly { readonly labels: Readonly<Record<string, string>> }[]): Promise<readonly ObservedOwner[]> {
  const files = new Map<string, string>();
  for (const { labels: own } of items) {
    const directory = own[labels.directory];
    if (directory !== undefined) files.set(join(directory, own[labels.file] ?? 'stackyard.yaml'), directory);
  }
  return Promise.all([...files].map(async ([file, directory]) => ({ directory, alive: await isFile(file) })));
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
