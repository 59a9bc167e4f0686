import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holdBuildLock } from '../build-lock.ts';

/** The right to build one recipe, among all processes of this machine, with a folder to do it in. */
export interface Held extends AsyncDisposable {
  readonly folder: string;
  readonly prefix: string;
}

export interface HoldOptions {
  readonly cache: string;
  readonly id: string;
  readonly signal: AbortSignal;
  readonly onWait: (pid: number) => void;
}

/** Waits for the recipe's lock, then clears what a killed build left behind. */
export async function hold({ cache, id, signal, onWait }: HoldOptions): Promise<Held> {
  const lock = await holdBuildLock({ folder: join(cache, 'locks'), name: `image-${id}`, signal, onWait });
  const folder = join(cache, 'work');
  const prefix = `${id}-`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name.length === prefix.length + 6).map((name) => remove(join(folder, name))));
  return { folder, prefix, [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() };
}

/** A fresh folder for `work`; gone afterwards, whatever happened. */
export async function withWorkspace<Result>({ folder, prefix }: Held, work: (workspace: string) => Promise<Result>): Promise<Result> {
  const workspace = await mkdtemp(join(folder, prefix));
  try {
    return await work(workspace);
  } finally {
    await remove(workspace);
  }
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
