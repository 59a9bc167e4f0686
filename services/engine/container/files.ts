import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isErrno } from './errno.ts';
import type { FilePlacer, PlaceableFile, PlaceRequest } from './types.ts';

/** Of the container's user, as far as it is known by number. */
function numericUser(user: string | undefined): { readonly uid: number; readonly gid: number } | undefined {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(user ?? '') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid ?? uid) };
}

/**
 * Config and secret files under `<stateDirectory>/mounts/<service>/<address>/`, in directories that only this user may
 * enter. The engine mounts each file by itself, so the directory's mode does not concern the container.
 */
export function createFilePlacer(stateDirectory: string): FilePlacer {
  const root = join(stateDirectory, 'mounts');
  return {
    place: async (request) => place(join(root, request.service, request.address), request),
    collect: async (service, keep) => collect(join(root, service), keep),
  };
}

async function place(directory: string, request: PlaceRequest): Promise<Readonly<Record<string, string>>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const placed = await Promise.all(
    request.files.map(async (file, index) => {
      const path = join(directory, `${index}-${basename(file.path)}`);
      await placeFile(path, file, request.user);
      return [file.path, path] as const;
    }),
  );
  return Object.fromEntries(placed);
}

async function placeFile(path: string, file: PlaceableFile, user: string | undefined): Promise<void> {
  if (await holds(path, file.content)) return;
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await writeFile(unfinished, file.content, { mode: 0o600, flag: 'wx' });
    await setAccess(unfinished, file, user);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Written in place it would change under a container that mounts it; so what is right already is left alone. */
async function holds(path: string, content: string): Promise<boolean> {
  try {
    return (await readFile(path, 'utf8')) === content;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    // An engine that was asked to mount a missing file may have made a directory of its name.
    if (!isErrno(error, 'EISDIR')) throw error;
    await rm(path, { recursive: true });
    return false;
  }
}

/** A secret is given to the container's user where that is possible; otherwise the 0700 directory alone protects it. */
async function setAccess(path: string, file: PlaceableFile, user: string | undefined): Promise<void> {
  const owner = numericUser(user);
  if (process.getuid?.() !== 0) return chmod(path, 0o644);
  if (!file.secret || owner === undefined) return chmod(path, 0o444);
  await chmod(path, 0o400);
  await chown(path, owner.uid, owner.gid);
}

async function collect(directory: string, keep: ReadonlySet<string>): Promise<void> {
  let addresses: string[];
  try {
    addresses = await readdir(directory);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  await Promise.all(addresses.filter((each) => !keep.has(each)).map(async (each) => rm(join(directory, each), { recursive: true, force: true })));
}
