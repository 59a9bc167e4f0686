import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno } from '../../container/errno.ts';
import { bringsBack, parseDockerignore } from './dockerignore.ts';
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

/** What is sent to the builder, sorted by path. */
export async function contextFiles({ context, dockerfile }: ContextOptions): Promise<readonly ContextFile[]> {
  const text = (await readOptional(join(context, `${dockerfile}.dockerignore`))) ?? (await readOptional(join(context, '.dockerignore'))) ?? '';
  const ignored = parseDockerignore(text);
  const always = new Set([dockerfile, '.dockerignore']);
  const walkAll = bringsBack(text);
  const found: ContextFile[] = [];
  const walk = async (folder: string): Promise<void> => {
    const names = (await readdir(join(context, folder))).toSorted();
    for (const name of names) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const out = ignored(path) && !always.has(path);
      const source = join(context, path);
      const stats = await lstat(source, { bigint: true });
      if (stats.isDirectory()) {
        if (!out) found.push({ path, type: 'directory', mode: Number(stats.mode) & 0o7777, size: 0, source, stamp: '', changedAt: 0 });
        if (!out || walkAll || [...always].some((each) => each.startsWith(`${path}/`))) await walk(path);
        continue;
      }
      if (out) continue;
      const common = { path, mode: Number(stats.mode) & 0o7777, source, changedAt: Number(stats.ctimeNs / 1_000_000n) };
      if (stats.isSymbolicLink()) found.push({ ...common, type: 'symlink', size: 0, linkName: await readlink(source), stamp: '' });
      // Sockets and pipes cannot be sent; Docker leaves them out as well.
      else if (stats.isFile()) found.push({ ...common, type: 'file', size: Number(stats.size), stamp: `${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}-${stats.ino}` });
    }
  };
  await walk('');
  return found;
}

export async function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
}
