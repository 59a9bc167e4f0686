import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { StackyardError } from '../../contract/errors.ts';
import { isErrno } from '../container/errno.ts';
import { readRegular } from '../container/read-regular.ts';

/** Wanted reference → digest of what was pulled for it. */
export type LockedImages = Readonly<Record<string, string>>;

const fileName = 'stackyard.lock';
const heading = '# Written by Stackyard: the content of every image that was pulled. Commit it; `stackyard images pull` renews it.\n';
const digestPattern = /^sha256:[\da-f]{64}$/u;

/** Nothing locked when there is no file. A damaged file is INVALID_STACK: guessing would run other images than a colleague's. */
export async function readLock(directory: string): Promise<LockedImages> {
  const file = join(directory, fileName);
  const text = await readRegular(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return '';
    throw unreadable(file, error);
  });
  if (text === '') return {};
  try {
    const document: unknown = parse(text, { maxAliasCount: 0 });
    const images = document !== null && typeof document === 'object' && 'images' in document ? document.images : undefined;
    if (images === null || typeof images !== 'object') throw new Error('there is no list of images in it');
    const entries = Object.entries(images as Record<string, unknown>);
    const wrong = entries.find(([, digest]) => typeof digest !== 'string' || !digestPattern.test(digest));
    if (wrong !== undefined) throw new Error(`the entry of ${wrong[0]} is no sha256 digest`);
    return Object.fromEntries(entries) as LockedImages;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): StackyardError {
  return new StackyardError('INVALID_STACK', `${file} cannot be read: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}.`, {
    hint: 'Restore it from version control, or delete it: the next `stackyard up` writes it again.',
    at: { file, line: 1, column: 1 },
    cause: error,
  });
}

export function formatLock(images: LockedImages): string {
  const lines = Object.entries(images)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([wanted, digest]) => `  ${JSON.stringify(wanted)}: ${digest}\n`);
  return `${heading}images:\n${lines.join('')}`;
}

const writing = new Map<string, Promise<void>>();

/** Adds or renews one entry; the file is replaced in one step and left alone when nothing changes. */
export async function lockImage(directory: string, entry: { readonly wanted: string; readonly digest: string }): Promise<void> {
  const before = writing.get(directory) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => write(directory, entry));
  writing.set(directory, mine);
  await mine.finally(() => {
    if (writing.get(directory) === mine) writing.delete(directory);
  });
}

async function write(directory: string, { wanted, digest }: { readonly wanted: string; readonly digest: string }): Promise<void> {
  const images = await readLock(directory);
  if (images[wanted] === digest) return;
  const temporary = join(directory, `.${fileName}.${randomUUID()}`);
  try {
    await writeFile(temporary, formatLock({ ...images, [wanted]: digest }), { flag: 'wx', mode: 0o644, flush: true });
    await rename(temporary, join(directory, fileName));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
