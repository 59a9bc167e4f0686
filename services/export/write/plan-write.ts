import { merge } from 'node-diff3';

/** Texts by path below the output folder, with forward slashes. */
export type Texts = ReadonlyMap<string, string>;

/** What a new export does to one file. `text` is what stands there afterwards. */
export type FileChange =
  | { readonly path: string; readonly kind: 'unchanged' | 'left-out' | 'removed' }
  /** `unsolved`: a conflict of before is still marked in it, so what it is compared with once it is solved stays as it was. */
  | { readonly path: string; readonly kind: 'kept'; readonly unsolved?: true }
  | { readonly path: string; readonly kind: 'created' | 'updated' | 'merged' | 'conflict'; readonly text: string }
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
 * one that the model does not have any more goes only when nobody edited it. Line endings are no edit, and stay as they are in the file. Pure; the
 * changes come in the order of their paths.
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

/** Who stands on the two sides of a conflict; `merge` marks them so. */
const sides = { a: 'yours', b: 'stackyard' } as const;
const marks = [`<<<<<<< ${sides.a}`, `>>>>>>> ${sides.b}`];

/** How many conflicts are marked in a text. Marks of which only a part was taken away count as well: it is not solved. */
export function conflictsIn(text: string): number {
  const lines = plainEndings(text).split('\n');
  return Math.max(...marks.map((mark) => lines.filter((line) => line === mark).length));
}

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
  if (conflictsIn(disk) > 0) return { path, kind: 'kept', unsolved: true };
  if (base === wanted) return { path, kind: 'kept' };
  return merged(path, { wanted, base, disk });
}

function merged(path: string, { wanted, base, disk }: { readonly [Key in keyof Versions]: string }): FileChange {
  const { conflict, result } = merge(disk.split('\n'), base.split('\n'), wanted.split('\n'), { excludeFalseConflicts: true, label: sides });
  const text = result.join('\n');
  if (conflict) return { path, kind: 'conflict', text };
  return text === disk ? { path, kind: 'kept' } : { path, kind: 'merged', text };
}
