import type { ExportFileText } from '../../../services/contract/views/export-view.ts';
import { diffLines } from '../../lib/line-diff.ts';
import type { MarkedLine } from '../../ui/code/marked-line.ts';

export interface FileViews {
  /** What is read: as it will stand there, or as it stands where it goes or stays away. */
  readonly text: string;
  /** What differs, from what to what; absent where there is only one side. */
  readonly difference?: { readonly before: string; readonly after: string; /** Of what to what, in words. */ readonly title: string };
  /** There is another side, and both are too long to be compared on a screen. */
  readonly isTooLong?: true;
}

/** Characters of both sides. */
const mostCompared = 1_000_000;

/** How a file can be looked at: what it will say, and what that changes on disk; of an edit, what differs from the stack. */
export function viewsOf(file: ExportFileText): FileViews {
  const { text, difference } = allViewsOf(file);
  if (difference === undefined) return { text };
  return difference.before.length + difference.after.length > mostCompared ? { text, isTooLong: true } : { text, difference };
}

function allViewsOf({ kind, before, after, model }: ExportFileText): FileViews {
  if (kind === 'kept' && before !== undefined) return model === undefined || model === before ? { text: before } : { text: before, difference: { before: model, after: before, title: 'Your edit of what the stack says' } };
  if (kind === 'foreign') return before === undefined || model === undefined ? { text: model ?? '' } : { text: before, difference: { before, after: model, title: 'What is there, and what the stack says' } };
  if (kind === 'left-out') return { text: model ?? '' };
  if (after === undefined) return { text: before ?? '' };
  return before === undefined || before === after ? { text: after } : { text: after, difference: { before, after, title: 'What changes on disk' } };
}

/** Lines between marks of a conflict; where there are none, those that are not on disk yet. */
export function markedLines({ text, difference }: FileViews, kind: ExportFileText['kind']): readonly MarkedLine[] {
  const conflicts = conflictLines(text);
  if (conflicts.length > 0) return conflicts;
  if (difference === undefined || kind === 'foreign') return [];
  return diffLines(difference.before, difference.after).flatMap((line) => (line.kind === 'added' && line.after !== undefined ? [{ line: line.after, kind: 'added' }] : []));
}

function conflictLines(text: string): readonly MarkedLine[] {
  const found: MarkedLine[] = [];
  let side: 'yours' | 'model' | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const at = { line: index + 1 };
    if (line === '<<<<<<< yours') side = 'yours';
    else if (side === 'yours' && line === '=======') side = 'model';
    else if (side === 'model' && line === '>>>>>>> stackyard') side = undefined;
    else {
      if (side !== undefined) found.push({ ...at, kind: side });
      continue;
    }
    found.push({ ...at, kind: 'mark' });
  }
  return found;
}

/** The editor knows one language; JSON is one of its dialects. */
export const isYaml = (path: string): boolean => /\.(ya?ml|json)$/.test(path);
