import { constants } from 'node:fs';
import { copyFile, mkdir, open, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StackyardError } from '../../contract/errors.ts';

/** A file to be written: a text, or a copy of another file. */
export interface NewFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly content: { readonly text: string } | { readonly copyOf: string };
}

/**
 * Writes files into a folder, in their order, each only where nothing is in its place: no link is followed, nothing is overwritten, also
 * not what appears meanwhile. Folders are made anew, or are the folder itself. When one fails, what was written before is taken back.
 * @throws StackyardError CONFLICT where something is in the way; UNSUPPORTED where the folder cannot be written
 */
export async function writeFiles(folder: string, files: readonly NewFile[], { makesFolder }: { readonly makesFolder: boolean }): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  const made = new Set<string>(makesFolder ? [] : [folder]);
  const makeFolder = async (path: string): Promise<void> => {
    if (made.has(path)) return;
    if (path !== folder) await makeFolder(dirname(path));
    await mkdir(path);
    made.add(path);
    // Not what somebody else put into it meanwhile.
    undo.push(() => rmdir(path));
  };
  try {
    if (makesFolder) await makeFolder(folder);
    for (const { path, content } of files) {
      const place = join(folder, ...path.split('/'));
      await makeFolder(dirname(place));
      await writeNew(place, content, undo);
    }
  } catch (error) {
    for (const step of undo.toReversed()) await step().catch(() => undefined); // what cannot be taken back must not hide why
    throw told(error);
  }
}

async function writeNew(place: string, content: NewFile['content'], undo: (() => Promise<void>)[]): Promise<void> {
  if ('copyOf' in content) {
    await copyFile(content.copyOf, place, constants.COPYFILE_EXCL);
    undo.push(() => rm(place));
    return;
  }
  const file = await open(place, 'wx');
  undo.push(() => rm(place));
  try {
    await file.writeFile(content.text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function told(error: unknown): unknown {
  const { code, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const place = dest ?? path ?? 'the folder';
  switch (code ?? '') {
    case 'EEXIST':
      return new StackyardError('CONFLICT', `${place} is there already; nothing was written.`, { hint: 'Choose another folder, or open the stack that is there.', cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StackyardError('UNSUPPORTED', `${place} cannot be written: you have no permission there.`, { hint: 'Choose a folder of your own.', cause: error });
    case 'ENOSPC':
    case 'EDQUOT':
      return new StackyardError('UNSUPPORTED', `${place} cannot be written: the disk is full.`, { hint: 'Free some space, or choose a folder on another disk.', cause: error });
    case 'ENOENT':
      return new StackyardError('NOT_FOUND', `${place} cannot be written: its folder is gone.`, { hint: 'Choose a folder that is there.', cause: error });
    default:
      return error;
  }
}
