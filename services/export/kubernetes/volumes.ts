import { posix } from 'node:path';
import type { ContainerService } from '../../topology/types.ts';
import { mebibytes } from './amounts.ts';
import { ownFolder, podFiles, type PodFile } from './files.ts';
import type { Scope } from './input.ts';
import { label, pathLabel } from './names.ts';
import { scratchOf } from './scratch.ts';
import { allVolumes, sharedVolumes } from './workload.ts';

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: true;
}
export type Volume = { readonly name: string } & Readonly<Record<string, unknown>>;

export interface Volumes {
  readonly mounts: readonly VolumeMount[];
  readonly volumes: readonly Volume[];
}

export const configName = (service: string): string => `${service}-config`;
/** A volume's own name, unless one of ours could have it. */
export const claimName = (volume: string): string => label(/^(?:config|tools|resources|secret-files)$|^(?:scratch|secrets|resources|volume)-/.test(volume) ? `volume-${volume}` : volume);

/** Everything that the service's own container mounts. Claims of a StatefulSet come from its templates, not from here. */
export function volumesOf(scope: Scope, service: ContainerService): Volumes {
  const files = podFiles(scope, service);
  const shared = sharedVolumes(scope);
  const configs = files.filter(({ secret }) => !secret);
  const secrets = files.filter(({ secret }) => secret);
  const scratch = scratchOf(service);
  return {
    mounts: [
      ...fileMounts('config', configs, secrets),
      ...fileMounts('secret-files', secrets, configs),
      ...allVolumes(service).map(({ volume, target, readOnly }) => ({ name: claimName(volume), mountPath: target, ...(readOnly ? { readOnly: true as const } : {}) })),
      ...scratch.map(({ path }) => ({ name: `scratch-${pathLabel(path)}`, mountPath: path })),
    ],
    volumes: [
      ...(configs.length === 0 ? [] : [{ name: 'config', configMap: { name: configName(service.name) } }]),
      ...(secrets.length === 0 ? [] : [{ name: 'secret-files', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }]),
      ...new Map(allVolumes(service).filter(({ volume, readOnly }) => shared.has(volume) || readOnly).map(({ volume }) => [volume, { name: claimName(volume), persistentVolumeClaim: { claimName: claimName(volume) } }])).values(),
      ...scratch.map(({ path, bytes, medium }) => ({ name: `scratch-${pathLabel(path)}`, emptyDir: { ...(medium === 'memory' ? { medium: 'Memory' } : {}), sizeLimit: mebibytes(bytes) } })),
    ],
  };
}

function fileMounts(name: string, files: readonly PodFile[], others: readonly PodFile[]): readonly VolumeMount[] {
  const taken = new Set(others.map(({ path }) => posix.dirname(path)));
  const isWhole = ({ path, key }: PodFile): boolean => ownFolder(path) && posix.basename(path) === key && !taken.has(posix.dirname(path));
  const folders = new Set(files.filter(isWhole).map(({ path }) => posix.dirname(path)));
  // A folder of the image, or one with files of both sorts, keeps its other files: there each is mounted alone.
  const single = files.filter((file) => !isWhole(file));
  return [...[...folders].map((mountPath) => ({ name, mountPath, readOnly: true as const })), ...single.map(({ path, key }) => ({ name, mountPath: path, subPath: key, readOnly: true as const }))];
}
