import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, constants, fchmodSync, fstatSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { StackyardError } from '../contract/errors.ts';
import { codeOf } from './code-of.ts';
import { storageFailure } from './storage-failure.ts';

/** `open`: others may enter, and only our own files are in it. REFUSED_FOR_SAFETY for what must not be made ours, STORE_DAMAGED for what cannot be looked at. */
export function inspectDirectory(path: string): 'missing' | 'open' | 'private' {
  const found = lookAt(path);
  if (found === undefined) return 'missing';
  refuseForeign(path, found);
  if (!found.isDirectory()) throw refused(path, 'is not a directory');
  if (!isOtherThan(found, 0o700) || (found.mode & 0o077) === 0) return 'private';
  // A mistyped STACKYARD_HOME (/tmp, a home) must not be locked for everyone else.
  const strange = readdirSync(path).find((name) => !ourNames.test(name));
  if (strange !== undefined) throw refused(path, `is open to other users and holds files that are not Stackyard's (${strange})`);
  return 'open';
}

/** Creates the directory with its parents where missing, and makes it 0700 and ours. A symlink or a foreign owner is refused. */
export function privateDirectory(path: string): string {
  const found = inspectDirectory(path);
  if (found === 'missing') return createDirectory(path);
  if (found === 'open') chmodSync(path, 0o700);
  return path;
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A parent is a file, or may not be entered.
    throw unwritable(path, error);
  }
}

const ourNames = /^(stackyard\.|stacks$|backups$|damaged$|secrets|applied$|processes$|lock|keeper|logs$|fingerprint\.key|core\.|browser\.|[^/]+\.(json|log)(\.|$))/;

function createDirectory(path: string): string {
  try {
    createParents(path);
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process was faster; whether the folder is ours is looked at below.
    if (codeOf(error) !== 'EEXIST') throw unwritable(path, error);
  }
  const made = lstatSync(path);
  refuseForeign(path, made);
  if (!made.isDirectory()) throw refused(path, 'is not a directory');
  // The mode above is cut by the umask; 0o777 would leave the owner without access.
  chmodSync(path, 0o700);
  return path;
}

/** Node's own `recursive` never ends where a file system answers ENOENT to every mkdir, as /proc does. */
function createParents(path: string): void {
  const parent = dirname(path);
  if (lookAt(parent) !== undefined) return;
  createParents(parent);
  try {
    mkdirSync(parent, { mode: 0o700 });
    chmodSync(parent, 0o700);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Makes an existing file 0600. Only by path: opening and closing a SQLite file would drop this process's own locks on it. */
export function tightenFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  refuseForeign(path, found);
  if (!found.isFile()) throw refused(path, 'is not a regular file');
  if (isOtherThan(found, 0o600)) chmodSync(path, 0o600);
}

/** The text of a 0600 file (made 0600 where it was not); undefined when missing. */
export function readPrivateFile(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) === 'ELOOP') throw refused(path, 'is a symbolic link');
    throw unwritable(path, error);
  }
  try {
    const found = fstatSync(file);
    refuseForeign(path, found);
    if (!found.isFile()) throw refused(path, 'is not a regular file');
    if (isOtherThan(found, 0o600)) fchmodSync(file, 0o600);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/**
 * Replaces the file in one step: a reader, or a crash at any point, sees the old or the new text, never a part.
 * `durable: false` leaves out the flush to disk, for text that means nothing after a power loss.
 */
export function writePrivateFile(path: string, text: string, options: { readonly durable?: boolean } = {}): void {
  const durable = options.durable ?? true;
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined) refuseForeign(path, found);
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
    try {
      fchmodSync(file, 0o600);
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      if (durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    if (durable) syncDirectory(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unwritable(path, error);
  }
}

/** Makes renames and new files of a directory last through a power loss. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function isOtherThan(found: Stats, mode: number): boolean {
  return process.platform !== 'win32' && (found.mode & 0o777) !== mode;
}

function refuseForeign(path: string, found: Stats): void {
  if (found.isSymbolicLink()) throw refused(path, 'is a symbolic link');
  const user = process.geteuid?.();
  if (user !== undefined && found.uid !== user) throw refused(path, `belongs to another user (uid ${found.uid})`);
}

function refused(path: string, why: string): StackyardError {
  return new StackyardError('REFUSED_FOR_SAFETY', `${path} ${why}; secrets are not put there.`, { hint: 'Remove it or move it away, or set STACKYARD_HOME to a folder of your own.' });
}

function unwritable(path: string, error: unknown): StackyardError {
  const failure = storageFailure(path, error);
  if (failure instanceof StackyardError) return failure;
  return new StackyardError('STORE_DAMAGED', `Cannot use ${path}: ${error instanceof Error ? error.message : String(error)}`, {
    hint: 'Make it readable and writable for you, or set STACKYARD_HOME to another folder.',
    cause: error,
  });
}
