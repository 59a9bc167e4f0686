import { readdir, stat } from 'node:fs/promises';
import { release, type } from 'node:os';
import { join } from 'node:path';
import type { Installation } from '../../contract/views/settings-view.ts';
import type { CoreHost } from '../router/host.ts';

const modeOf = async (path: string): Promise<number | undefined> => stat(path).then((found) => found.mode & 0o777, () => undefined);

/** The secret files of all stacks: how many, and those that are not the user's alone. */
async function secretsIn(stateDirectory: string, hasModes: boolean): Promise<Installation['secrets']> {
  const stacks = join(stateDirectory, 'stacks');
  const names = await readdir(stacks).catch(() => []); // no stack yet
  const files = await Promise.all(names.map(async (name) => ({ path: join(stacks, name, 'secrets.json'), mode: await modeOf(join(stacks, name, 'secrets.json')) })));
  const present = files.filter(({ mode }) => mode !== undefined);
  return { files: present.length, exposed: hasModes ? present.filter(({ mode = 0 }) => (mode & 0o077) !== 0).map(({ path }) => path) : [] };
}

export async function installation({ session, version }: Pick<CoreHost, 'session' | 'version'>, platform: NodeJS.Platform = process.platform): Promise<Installation> {
  const { stateDirectory } = session;
  const store = await session.store();
  // Windows keeps others out by the profile's access list; its modes say nothing.
  const hasModes = platform !== 'win32';
  const mode = await modeOf(stateDirectory);
  return {
    version,
    node: process.versions.node,
    platform: `${type()} ${release()} ${process.arch}`,
    stateDirectory,
    ...(hasModes && mode !== undefined ? { directoryMode: mode.toString(8).padStart(4, '0') } : {}),
    secrets: await secretsIn(stateDirectory, hasModes),
    databaseBytes: await stat(store.file).then(({ size }) => size, () => 0),
    notices: [...store.notices],
  };
}
