import { merge } from 'node-diff3';

/** Texts by path below the output folder, with forward slashes. */
export type Texts = ReadonlyMap<string, string>;

/** What a new export does to one file. `text` is what stands there afterwards. */
export type FileChange =
  | { readonly path: string; readonly kind: 'unchanged' | 'kept' | 'left-out' }
  | { readonly path: string; readonly kind: 'created' | 'updated' | 'merged'; readonly text: string }
  /** `unsolved`: it is one of before, still marked; the file stays as it is, and so does what it is compared with when it is solved. */
  | { readonly path: string; readonly kind: 'conflict'; readonly text: string; readonly unsolved?: true }
  | { readonly path: string; readonly kind: 'removed' }
  /** Something of that name is there that no export has written. */
  | { readonly path: string; readonly kind: 'foreign' };

export interface WriteInput {
  /** What the model says. */
  readonly wanted: Texts;
  /** What the export before wrote; empty at the first one. */
  readonly base: Texts;
  /** What stands on disk, of the paths of both. */
  readonly disk: Texts;
}

/**
 * Brings an export and the user's edits together, file by file: what they did not touch follows the model, what they did is merged line by line,
 * and where both changed the same lines both stand there, marked; until they solve that the file is left alone. A file that they deleted stays away;
 * one that the model does not have any more goes only when nobody edited it. Line endings are no edit, and stay as they are in the file. Pure; the changes come in the order of their paths.
 */
export function planWrite({ wanted, base, disk }: WriteInput): readonly FileChange[] {
  const paths = [...new Set([...wanted.keys(), ...base.keys()])].toSorted();
  return paths.flatMap((path) => {
    const found = disk.get(path);
    if (found?.includes('\r\n') !== true) return changeOf(path, { wanted: wanted.get(path), base: base.get(path), disk: found }) ?? [];
    const change = changeOf(path, { wanted: wanted.get(path), base: base.get(path), disk: plainEndings(found) });
    if (change === undefined) return [];
    return 'text' in change ? { ...change, text: change.text.replaceAll('\n', '\r\n') } : change;
  });
}

/** A text of another system's editor, as we write it. */
export const plainEndings = (text: string): string => text.replaceAll('\r\n', '\n');

const unsolved = /^(?:<<<<<<< yours|>>>>>>> stackyard)$/m;

interface Versions {
  readonly wanted: string | undefined;
  readonly base: string | undefined;
  readonly disk: string | undefined;
}

function changeOf(path: string, { wanted, base, disk }: Versions): FileChange | undefined {
  if (wanted === undefined) {
    if (disk === undefined) return undefined;
    return disk === base ? { path, kind: 'removed' } : { path, kind: 'kept' };
  }
  if (disk === wanted) return { path, kind: 'unchanged' };
  if (disk === undefined) return base === undefined ? { path, kind: 'created', text: wanted } : { path, kind: 'left-out' };
  if (base === undefined) return { path, kind: 'foreign' };
  if (disk === base) return { path, kind: 'updated', text: wanted };
  if (unsolved.test(disk)) return { path, kind: 'conflict', text: disk, unsolved: true };
  if (base === wanted) return { path, kind: 'kept' };
  return merged(path, { wanted, base, disk });
}

function merged(path: string, { wanted, base, disk }: { readonly [Key in keyof Versions]: string }): FileChange {
  const { conflict, result } = merge(disk.split('\n'), base.split('\n'), wanted.split('\n'), { excludeFalseConflicts: true, label: { a: 'yours', b: 'stackyard' } });
  const text = result.join('\n');
  if (conflict) return { path, kind: 'conflict', text };
  return text === disk ? { path, kind: 'kept' } : { path, kind: 'merged', text };
}
