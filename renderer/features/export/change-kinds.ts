import type { ExportFileView } from '../../../services/contract/views/export-view.ts';
import { formatAmount } from '../../lib/format.ts';

export type ChangeKind = ExportFileView['kind'];

/** What becomes of a file, in a word and in a sentence; in the order in which somebody wants to see them. */
export const changeWords: Readonly<Record<ChangeKind, readonly [word: string, sentence: string]>> = {
  foreign: ['In the way', 'What stands there was written by no export. Move it away, or choose another folder.'],
  conflict: ['Conflict', 'You and the stack changed the same lines. Both will stand there, marked; neither is lost.'],
  merged: ['Merged', 'Your edit and what changed in the stack are both in it.'],
  updated: ['Updated', 'You did not touch it, so it follows the stack.'],
  created: ['New', 'It is not there yet.'],
  removed: ['Removed', 'The stack does not have it any more, and you did not touch it.'],
  kept: ['Your edit', 'Your edit stays as it is.'],
  'left-out': ['Left out', 'You deleted it, so it stays away. `stackyard export` with --restore and its path brings it back.'],
  unchanged: ['As it is', 'It says what the stack says.'],
};

export const changeKinds = Object.keys(changeWords) as readonly ChangeKind[];
export const rankOf = (kind: ChangeKind): number => changeKinds.indexOf(kind);
export const changesFiles = (kind: ChangeKind): boolean => !['unchanged', 'kept', 'left-out', 'foreign'].includes(kind);

/** `Write 34 files`, `Write 3 files, remove 1`; undefined where there is nothing to write. */
export function writeWords(files: readonly Pick<ExportFileView, 'kind'>[]): string | undefined {
  const removed = files.filter(({ kind }) => kind === 'removed').length;
  const written = files.filter(({ kind }) => changesFiles(kind)).length - removed;
  if (written === 0) return removed === 0 ? undefined : `Remove ${formatAmount(removed, 'file')}`;
  return removed === 0 ? `Write ${formatAmount(written, 'file')}` : `Write ${formatAmount(written, 'file')}, remove ${removed}`;
}
