import { diffLines } from 'diff';
import type { ExportChange } from '../../contract/export.ts';
import type { ExportFileView } from '../../contract/views/export-view.ts';
import { conflictsIn, type FileChange, type Texts } from '../../export/write/plan-write.ts';
import type { ExportLook } from './look.ts';

/** More lines than this in one file are a rewrite, which nobody counts. */
const mostCounted = 2_000;

/** What stands there afterwards; undefined for nothing. */
export function textAfter(change: FileChange, disk: Texts): string | undefined {
  if (change.kind === 'removed') return undefined;
  return 'text' in change ? change.text : disk.get(change.path);
}

/** Where both changed the same lines, until somebody solves it. */
function marksOf(change: FileChange, disk: Texts): { readonly marked?: number } {
  if (!['merged', 'conflict', 'kept'].includes(change.kind)) return {};
  const marked = conflictsIn(textAfter(change, disk) ?? '');
  return marked === 0 ? {} : { marked };
}

/** What an export does to each file, with the texts. */
export function exportChanges({ changes, disk }: Pick<ExportLook, 'changes' | 'disk'>): readonly ExportChange[] {
  return changes.flatMap((change): readonly ExportChange[] => {
    const { path, kind } = change;
    if (kind === 'foreign') return [];
    const before = disk.get(path);
    return [{ path, kind, ...(before === undefined || kind === 'unchanged' ? {} : { before }), ...('text' in change ? { after: change.text } : {}), ...marksOf(change, disk) }];
  });
}

/** The same without texts, which are asked for one by one. */
export function exportFiles({ changes, disk }: Pick<ExportLook, 'changes' | 'disk'>): readonly ExportFileView[] {
  return changes.map((change) => {
    const { path, kind } = change;
    const lines = 'text' in change || kind === 'removed' ? linesBetween(disk.get(path) ?? '', textAfter(change, disk) ?? '') : undefined;
    return { path, kind, ...(lines === undefined ? {} : { lines }), ...marksOf(change, disk) };
  });
}

function linesBetween(before: string, after: string): ExportFileView['lines'] {
  const parts = diffLines(before, after, { maxEditLength: mostCounted });
  if (parts === undefined) return undefined;
  const count = (is: 'added' | 'removed'): number => parts.reduce((sum, part) => (part[is] ? sum + part.count : sum), 0);
  return { added: count('added'), removed: count('removed') };
}
