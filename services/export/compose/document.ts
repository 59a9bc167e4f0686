import type { ContainerService } from '../../topology/types.ts';
import { allVolumes } from '../kubernetes/workload.ts';
import { awaitingService, declaringService } from './declaring.ts';
import { mountedConfigs, declaringParts, secretParts, wordParts, type MountedPart } from './files.ts';
import type { ComposeScope } from './input.ts';
import { networksOf } from './networks.ts';
import { byName } from './ordered.ts';
import { serviceOf } from './service.ts';

/** compose.yaml as Compose reads it once its places are filled in; keys of every map in one order. */
export function composeDocument(scope: ComposeScope): Readonly<Record<string, unknown>> {
  const { services } = scope;
  const files = (parts: readonly MountedPart[]): Readonly<Record<string, unknown>> => byName(parts.map(({ name, file }) => [name, { file: `./${file}` }] as const));
  return Object.fromEntries(Object.entries({
    name: scope.project,
    services: byName([...services.flatMap((service) => [[service.name, serviceOf(scope, service)] as const, declaringService(scope, service)]), awaitingService(scope)].filter((entry) => entry !== undefined)),
    networks: byName(networksOf(scope).map(({ name, internal }) => [name, internal ? { internal } : {}] as const)),
    volumes: byName(volumesOf(services).map(([volume, users]) => [volume, { labels: { 'dev.stackyard.export.stack': scope.topology.name, 'dev.stackyard.export.environment': scope.environment, 'dev.stackyard.export.services': users.join(',') } }] as const)),
    secrets: files(services.flatMap((service) => [...secretParts(service), ...wordParts(scope, service)])),
    configs: files(services.flatMap((service) => [...mountedConfigs(scope, service), ...declaringParts(scope, service)])),
  }).filter(([, value]) => typeof value === 'string' || Object.keys(value).length > 0));
}

function volumesOf(services: readonly ContainerService[]): readonly (readonly [volume: string, users: readonly string[]])[] {
  const users = new Map<string, string[]>();
  for (const service of services) for (const { volume } of allVolumes(service)) users.set(volume, [...new Set([...(users.get(volume) ?? []), service.name])]);
  return [...users];
}
