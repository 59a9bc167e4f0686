import { constants, type Dirent } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { BrowseRequest, FolderView, ProjectFile } from '../../contract/views/project-view.ts';
import { defaultName } from '../../topology/stack-name.ts';
import type { Environment } from '../topology.ts';

const usualLimit = 200;
/** A folder has one or two; a whole collection of them is shown in part. */
const mostFiles = 50;
const stackFile = /^stackyard(\.[\w-]+)*\.ya?ml$/;
const composeFile = /^(docker-)?compose(\.[\w-]+)*\.ya?ml$/;

const homeOf = (environment: Environment): string => environment['HOME'] ?? homedir();

/** Absolute; `~` and what is relative belong to the user's own folder. */
export function folderNamed(folder: string | undefined, environment: Environment): string {
  const home = homeOf(environment);
  return resolve(home, (folder ?? '').replace(/^~(?=$|[\\/])/, home));
}

/** One page of a folder; only folders and what makes one a stack. */
export async function browseFolder(request: BrowseRequest, environment: Environment): Promise<FolderView> {
  const folder = folderNamed(request.folder, environment);
  const parent = dirname(folder);
  const place = { folder, ...(parent === folder ? {} : { parent }) };
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return { state: 'closed', ...place, ...closedBecause(error, folder) };
  }
  const { folders, next } = await pageOf(entries, folder, request);
  return {
    state: 'read',
    ...place,
    folders: await Promise.all(folders.map(async (name) => ({ name, path: join(folder, name), holdsStack: await isThere(join(folder, name, 'stackyard.yaml')) }))),
    files: [...filesOf(entries, folder)],
    ...(next === undefined ? {} : { next }),
    isWritable: await access(folder, constants.W_OK | constants.X_OK).then(() => true, () => false),
    isHome: folder === resolve(homeOf(environment)),
    suggestedName: defaultName(folder),
  };
}

function closedBecause(error: unknown, folder: string): Pick<Extract<FolderView, { state: 'closed' }>, 'reason' | 'message'> {
  switch ((error as NodeJS.ErrnoException).code ?? '') {
    case 'ENOENT':
      return { reason: 'missing', message: `There is no folder ${folder}.` };
    case 'ENOTDIR':
      return { reason: 'not-a-folder', message: `${folder} is not a folder.` };
    case 'EACCES':
    case 'EPERM':
      return { reason: 'no-permission', message: `You may not look into ${folder}.` };
    default:
      return { reason: 'unreadable', message: `${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

/** By name, as people sort them, and by code units where that says nothing: a cursor needs one order. */
const order = new Intl.Collator('en', { numeric: true });
const compare = (a: string, b: string): number => order.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

async function pageOf(entries: readonly Dirent[], folder: string, { hidden = false, after, limit = usualLimit }: BrowseRequest): Promise<{ readonly folders: readonly string[]; readonly next?: string }> {
  const candidates = entries.filter((each) => (each.isDirectory() || each.isSymbolicLink()) && (hidden || !each.name.startsWith('.')) && (after === undefined || compare(each.name, after) > 0));
  const folders: string[] = [];
  for (const each of candidates.toSorted((a, b) => compare(a.name, b.name))) {
    // A link counts for what it leads to; that is asked only for those that may be shown.
    if (each.isSymbolicLink() && (await stat(join(folder, each.name)).catch(() => undefined))?.isDirectory() !== true) continue;
    const last = folders.at(-1);
    if (folders.length === limit && last !== undefined) return { folders, next: last };
    folders.push(each.name);
  }
  return { folders };
}

function filesOf(entries: readonly Dirent[], folder: string): readonly ProjectFile[] {
  const found = entries.flatMap(({ name }): readonly ProjectFile[] => {
    const kind = stackFile.test(name) ? 'stack' : composeFile.test(name) ? 'compose' : undefined;
    return kind === undefined ? [] : [{ name, path: join(folder, name), kind }];
  });
  // The one that commands take by themselves comes first.
  const rank = ({ name, kind }: ProjectFile): number => (name === 'stackyard.yaml' ? 0 : kind === 'stack' ? 1 : 2);
  return found.toSorted((a, b) => rank(a) - rank(b) || compare(a.name, b.name)).slice(0, mostFiles);
}

const isThere = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);
