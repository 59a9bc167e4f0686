import { realpathSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { labels } from '../types.ts';

type Labels = Readonly<Record<string, string>>;

/** The stack file that an object was made from. Objects of before the file's name was a label are of the usual one. */
export function fileOf(own: Labels): string | undefined {
  const directory = own[labels.directory];
  return directory === undefined ? undefined : join(directory, own[labels.file] ?? 'stackyard.yaml');
}

/** One file, whatever links lead to it. A hard link in another folder is another stack. */
export function isSameFile(one: string, other: string): boolean {
  if (one === other) return true;
  // Most differ, and to ask for that costs least.
  const [entry, another] = [entryOf(one), entryOf(other)];
  if (entry === undefined || entry !== another) return false;
  return realpathSync.native(one) === realpathSync.native(other);
}

function entryOf(file: string): string | undefined {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    return found === undefined ? undefined : `${found.dev} ${found.ino}`;
  } catch {
    return undefined;
  }
}

/** The files that objects come from, but for one. What a file left behind that is not there is anybody's of the name. */
export type OtherFiles = ReadonlyMap<string, Whereabouts>;

/** `unseen`: it cannot be told from here. */
type Whereabouts = 'there' | 'gone' | 'unseen';

const missing: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR']);

export async function otherFiles(items: readonly { readonly labels: Labels }[], own: string): Promise<OtherFiles> {
  const named = [...new Set(items.flatMap((each) => fileOf(each.labels) ?? []))].filter((file) => !isSameFile(file, own));
  return new Map(await Promise.all(named.map(async (file) => [file, await looked(file)] as const)));
}

async function looked(file: string): Promise<Whereabouts> {
  return stat(file).then(
    (entry) => (entry.isFile() ? 'there' : 'gone'),
    (error: NodeJS.ErrnoException) => (missing.has(error.code) ? 'gone' : 'unseen'),
  );
}

/** The same of one file, at once. */
export function whereaboutsOf(file: string): Whereabouts {
  try {
    return statSync(file).isFile() ? 'there' : 'gone';
  } catch (error) {
    return missing.has((error as NodeJS.ErrnoException).code) ? 'gone' : 'unseen';
  }
}
