import { createTwoFilesPatch } from 'diff';
import { hasConflict, isBehind, type ExportChange, type ExportEnvironment, type ExportTarget, type ExportView } from '../../../contract/export.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { displayLines, displayText } from '../terminal/display-text.ts';
import { count } from '../terminal/quantities.ts';

export interface ExportCommandOptions {
  readonly env?: ExportEnvironment;
  readonly out?: string;
  readonly restore?: readonly string[];
  readonly diff?: boolean;
  readonly check?: boolean;
}

/** Of a conflict; `--check` has 1 for files that are behind. */
const conflictExitCode = 4;
/** What a person wants to see of a file, `unchanged` being none of it. */
const words = { created: 'new', updated: 'updated', merged: 'merged with your edit', conflict: 'CONFLICT: both changed the same lines, which are marked', removed: 'removed', kept: 'your edit is kept', 'left-out': 'left out, as you deleted it; --restore brings it back', unchanged: '' } as const;

export async function exportStack(context: CommandContext, target: ExportTarget, { env, out, restore, diff = false, check = false }: ExportCommandOptions): Promise<number> {
  const core = await context.core();
  // What nobody reads is not worked out: a check is about files, a diff is printed alone.
  const lint = target === 'kubernetes' && !check && (!diff || context.json);
  const view = await core.export({ file: context.stackFile(), target, preview: diff || check, lint, ...(env === undefined ? {} : { environment: env }), ...(out === undefined ? {} : { out }), ...(restore === undefined ? {} : { restore }) });
  const behind = view.changes.filter(isBehind);
  if (context.json) await printDocument(context, view);
  else if (diff) for (const change of behind) await context.stdout.line(patchOf(change));
  else for (const line of summary(view, behind)) await context.stdout.line(line);
  const isInConflict = view.changes.some(hasConflict);
  if (check) return behind.length > 0 || isInConflict ? 1 : 0;
  return isInConflict ? conflictExitCode : 0;
}

function patchOf({ path, before, after }: ExportChange): string {
  const patch = createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${path}`, after === undefined ? '/dev/null' : `b/${path}`, before ?? '', after ?? '');
  return displayLines(patch.replace(/^=+\n/, '')).join('\n').trimEnd();
}

/** A mark that is left from a conflict of before is easily overlooked. */
function told({ path, kind, marked }: ExportChange): string {
  const left = kind === 'conflict' || marked === undefined ? '' : `; ${count(marked, 'conflict')} of before ${marked === 1 ? 'is' : 'are'} still marked in it`;
  return `${displayText(path)}: ${words[kind]}${left}`;
}

/** What became of the folder as a whole. */
function headline({ stack, folder, written, changes }: ExportView, behind: readonly ExportChange[]): string {
  const conflicts = changes.filter(hasConflict).length;
  if (behind.length > 0) return `${stack}: ${count(behind.length, 'file')} ${written ? `written to ${folder}` : `of ${folder} behind the model`}.`;
  return conflicts > 0 ? `${stack}: ${count(conflicts, 'file')} of ${folder} ${conflicts === 1 ? 'holds' : 'hold'} conflicts to be solved.` : `${stack}: ${folder} says what the model says.`;
}

function summary(view: ExportView, behind: readonly ExportChange[]): readonly string[] {
  const { environment, folder, written, changes, translation, next, lint } = view;
  const all = behind.length === changes.length && behind.every(({ kind }) => kind === 'created');
  const outcomes = (['approximated', 'dropped'] as const).map((outcome) => `${translation.filter((entry) => entry.outcome === outcome).length} ${outcome}`);
  return [
    ...(all ? [] : changes.filter(({ kind }) => kind !== 'unchanged').map(told)),
    displayText(headline(view, behind)),
    `${count(translation.length, 'fact')} of the stack translated, ${outcomes.join(', ')}: see TRANSLATION.md.`,
    ...(lint === undefined ? [] : [`Lint: ${count(lint.found, 'finding')}${lint.found === 0 ? '' : ` (${lint.rules.flatMap(({ id, findings }) => (findings.length > 0 ? [id] : [])).join(', ')})`}, ${lint.waived} waived; all of it: kustomize build ${displayText(folder)}/overlays/${environment} | stackyard lint -`]),
    ...((written && behind.length > 0) || changes.some(hasConflict) ? next.map(({ does, command }) => displayText(`Next: ${does}${command === undefined ? '.' : `: ${command}`}`)) : []),
  ];
}
