import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno } from '../../container/errno.ts';
import { readRegular } from '../../container/read-regular.ts';
import { parseDockerignore } from './dockerignore.ts';
import type { ContextEntry } from './tar-folder.ts';

/** With what tells a changed file from an unchanged one without reading it. */
export interface ContextFile extends ContextEntry {
  readonly stamp: string;
  readonly changedAt: number;
}

export interface ContextOptions {
  readonly context: string;
  /** Relative to the context; sent whatever `.dockerignore` says, as Docker does. */
  readonly dockerfile: string;
}

/** What is sent to the builder, always in the same order. */
export async function contextFiles({ context, dockerfile }: ContextOptions): Promise<readonly ContextFile[]> {
  const text = (await readOptional(join(context, `${dockerfile}.dockerignore`))) ?? (await readOptional(join(context, '.dockerignore'))) ?? '';
  const rules = parseDockerignore(text);
  const always = new Set([dockerfile, '.dockerignore']);
  const walk = async (folder: string): Promise<readonly ContextFile[]> => {
    const names = (await readdir(join(context, folder))).toSorted();
    return (await Promise.all(names.map((name) => look(folder === '' ? name : `${folder}/${name}`)))).flat();
  };
  const look = async (path: string): Promise<readonly ContextFile[]> => {
    const out = rules.leavesOut(path) && !always.has(path);
    const source = join(context, path);
    const stats = await lstat(source, { bigint: true }).catch(goneMeanwhile);
    if (stats === undefined) return [];
    const mode = Number(stats.mode) & 0o7777;
    if (stats.isDirectory()) {
      const own: readonly ContextFile[] = out ? [] : [{ path, type: 'directory', mode, size: 0, source, stamp: '', changedAt: 0 }];
      const isWalked = !out || rules.mayBringBackBelow(path) || [...always].some((each) => each.startsWith(`${path}/`));
      return isWalked ? [...own, ...(await walk(path))] : own;
    }
    if (out) return [];
    const common = { path, mode, source, changedAt: Number(stats.ctimeNs / 1_000_000n) };
    if (stats.isSymbolicLink()) return [{ ...common, type: 'symlink', size: 0, linkName: await readlink(source), stamp: '' }];
    // Sockets and pipes cannot be sent; Docker leaves them out as well.
    return stats.isFile() ? [{ ...common, type: 'file', size: Number(stats.size), stamp: `${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}-${stats.ino}` }] : [];
  };
  return walk('');
}

/** An editor's temporary file may vanish between the listing and the look. */
function goneMeanwhile(error: unknown): undefined {
  if (!isErrno(error, 'ENOENT')) throw error;
}

export async function readOptional(file: string): Promise<string | undefined> {
  return readRegular(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
}
