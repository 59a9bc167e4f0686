import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StackyardError } from '../contract/errors.ts';
import { codeOf } from './code-of.ts';

const full = /^(SQLITE_FULL|ENOSPC|EDQUOT)$/;
const readOnly = /^(EROFS|SQLITE_READONLY(_DIRECTORY|_CANTINIT)?)$/;
const broken = /^(SQLITE_(IOERR|CANTOPEN)|EIO$)/;

/**
 * What the disk or file system under one of our files answered, as an error that a person can act on; every other error as it is.
 * `path`: the file that was to be read or written. It was left as it was.
 */
export function storageFailure(path: string, error: unknown): unknown {
  const code = codeOf(error);
  const folder = dirname(path);
  const failure = (message: string, hint: string): StackyardError => new StackyardError('STORE_DAMAGED', message, { hint, cause: error });
  if (full.test(code)) return failure(`The disk of ${folder} is full${freeSpace(folder)}: ${path} was left as it was.`, `Free some space on the disk of ${folder}, or set STACKYARD_HOME to a folder on another one. What runs goes on, and so does recording when there is room.`);
  if (readOnly.test(code)) return failure(`${folder} is read-only: ${path} was left as it was.`, 'Make its file system writable, or set STACKYARD_HOME to a folder on another one. What runs goes on.');
  if (broken.test(code)) return failure(`${path} could not be used: ${error instanceof Error ? error.message : code}.`, 'Check the disk and the permissions of the folder.');
  return error;
}

/** As ` (12 kB free)`; nothing where the system does not tell. */
function freeSpace(folder: string): string {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return ` (${Math.floor((bavail * bsize) / 1_000)} kB free)`;
  } catch {
    return ''; // only says more about an error that is told anyway
  }
}
