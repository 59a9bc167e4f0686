import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { operatorOf } from '../operators/index.ts';
import { claimName } from '../volumes.ts';
import { allVolumes, ownVolumes, sharedVolumes, usersOf } from '../workload.ts';

const DEFAULT_SIZE = '5Gi';

/** The template's size for its own volume; a usual one for the user's. */
export function volumeSize(service: ContainerService, volume: string): string {
  const name = volume.startsWith(`${service.name}-`) ? volume.slice(service.name.length + 1) : volume;
  return service.production?.storage[name] ?? DEFAULT_SIZE;
}

/** Claims of volumes that several services or replicas mount, or that one only reads: they belong to no single workload. */
export function claimObjects(scope: Scope): readonly KubernetesObject[] {
  const shared = sharedVolumes(scope);
  const written = new Set(scope.services.flatMap((service) => ownVolumes(service).map(({ volume }) => volume)));
  const ours = scope.services.filter((service) => operatorOf(scope, service) === undefined);
  const loose = ours.flatMap((service) => allVolumes(service).map(({ volume }) => volume)).filter((volume) => shared.has(volume) || !written.has(volume));
  return [...new Set(loose)].map((volume) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: claimName(volume), namespace: scope.namespace, labels: labelsOf(scope.topology.name, claimName(volume)) },
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: sizeAmong(scope, volume) } } },
  }));
}

function sizeAmong(scope: Scope, volume: string): string {
  return usersOf(scope, volume).map((service) => volumeSize(service, volume)).find((size) => size !== DEFAULT_SIZE) ?? DEFAULT_SIZE;
}
