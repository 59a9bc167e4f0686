import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ImageDeps } from './types.ts';

/** Folder for downloads, build locks and context digests; everything in it can be deleted at any time. */
export function cacheDirectory({ cache, environment = process.env }: Pick<ImageDeps, 'cache' | 'environment'>): string {
  if (cache !== undefined) return cache;
  const own = environment['STACKYARD_HOME'];
  if (own !== undefined && own !== '') return join(own, 'cache');
  const shared = environment['XDG_CACHE_HOME'];
  return join(shared !== undefined && shared !== '' ? shared : join(environment['HOME'] ?? homedir(), '.cache'), 'stackyard');
}
