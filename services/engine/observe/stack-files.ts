import { realpathSync, statSync } from 'node:fs';
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

/** `unseen`: it cannot be told from here. */
type Whereabouts = 'there' | 'gone' | 'unseen';

const missing: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR']);

export function whereaboutsOf(file: string): Whereabouts {
  try {
    return statSync(file).isFile() ? 'there' : 'gone';
  } catch (error) {
    return missing.has((error as NodeJS.ErrnoException).code) ? 'gone' : 'unseen';
  }
}

/** The files that objects come from, but for one. What a file left behind that is not there is anybody's of the name. */
export type OtherFiles = ReadonlyMap<string, Whereabouts>;

export function otherFiles(items: readonly { readonly labels: Labels }[], own: string): OtherFiles {
  const named = new Set(items.flatMap((each) => fileOf(each.labels) ?? []));
  return new Map([...named].flatMap((file) => (isSameFile(file, own) ? [] : [[file, whereaboutsOf(file)] as const])));
}
