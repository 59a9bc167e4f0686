import { posix } from 'node:path';
import type { ContainerService } from '../../topology/types.ts';
import { parseSize } from '../../topology/units.ts';
import { ownVolumes } from './workload.ts';

/** A folder that the container may write to and loses with the pod. */
export interface Scratch {
  readonly path: string;
  readonly bytes: number;
  /** Memory only where the stack asks for shared memory: files then count against the memory limit. */
  readonly medium: 'disk' | 'memory';
}

const MEBIBYTE = 2 ** 20;
const DEFAULT_BYTES = 64 * MEBIBYTE;

/** tmpfs of the stack and the template, writable paths without a volume, /tmp for the user's own services, and /dev/shm. */
export function scratchOf(service: ContainerService): readonly Scratch[] {
  const folders = new Map<string, Scratch>();
  const covered = new Set(service.mounts.map(({ target }) => target));
  const add = (path: string, bytes: number, medium: Scratch['medium'] = 'disk'): void => {
    if (!covered.has(path) && !folders.has(path)) folders.set(path, { path, bytes, medium });
  };
  for (const text of service.tmpfs) {
    const [path = '', options = ''] = text.split(':');
    add(trimmed(path), parseSize(/(?:^|,)size=([^,]+)/.exec(options)?.[1] ?? '') ?? DEFAULT_BYTES);
  }
  for (const path of service.production?.writablePaths ?? []) if (!ownVolumes(service).some(({ target }) => target === path)) add(path, DEFAULT_BYTES);
  if (service.production === undefined) add('/tmp', DEFAULT_BYTES);
  if (service.shmBytes !== undefined) add('/dev/shm', service.shmBytes, 'memory');
  return [...folders.values()];
}

export function scratchBytes(service: ContainerService): number {
  return scratchOf(service).filter(({ medium }) => medium === 'disk').reduce((sum, { bytes }) => sum + bytes, 0);
}

function trimmed(path: string): string {
  const normal = posix.normalize(path);
  return normal === '/' ? normal : normal.replace(/\/+$/, '');
}
