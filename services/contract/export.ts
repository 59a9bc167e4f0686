import type { LintReport } from './lint.ts';

/** What a stack can be exported as. */
export const exportTargets = ['compose', 'kubernetes', 'helm'] as const;
export type ExportTarget = (typeof exportTargets)[number];
export const exportEnvironments = ['dev', 'staging', 'production'] as const;
export type ExportEnvironment = (typeof exportEnvironments)[number];

/** What became of one fact of the stack in a target. */
export interface TranslationEntry {
  /** null: of the whole stack. */
  readonly service: string | null;
  readonly fact: string;
  readonly outcome: 'carried' | 'approximated' | 'dropped' | 'refused';
  readonly how: string;
  readonly why: string | null;
}

/**
 * `merged`: the model's change and the user's edit are both there. `conflict`: both changed the same lines, which stand there marked. `kept`: the
 * user's edit stands as it is. `left-out`: the user deleted it.
 */
export type ExportChangeKind = 'created' | 'updated' | 'merged' | 'conflict' | 'removed' | 'unchanged' | 'kept' | 'left-out';

export interface ExportChange {
  /** Below the output folder, with forward slashes. */
  readonly path: string;
  readonly kind: ExportChangeKind;
  /** Text before; absent where there was none. */
  readonly before?: string;
  /** Text afterwards, where it differs; absent where there is none. */
  readonly after?: string;
  /** How many places of what stands there afterwards are marked, as both changed the same lines, now or before; absent for none. */
  readonly marked?: number;
}

/** What a person does with the files that were written. */
export interface ExportStep {
  readonly does: string;
  readonly command?: string;
}

export interface ExportView {
  readonly stack: string;
  readonly target: ExportTarget;
  readonly environment: ExportEnvironment;
  /** Absolute. */
  readonly folder: string;
  /** False for a preview. */
  readonly written: boolean;
  readonly changes: readonly ExportChange[];
  readonly translation: readonly TranslationEntry[];
  /** What becomes of the files afterwards, in this order. */
  readonly next: readonly ExportStep[];
  /** What the house's rules find in the objects of the environment; absent where the target has none, or where nobody asked. */
  readonly lint?: LintReport;
}

/** Whether somebody has to choose between lines that stand there marked. */
export const hasConflict = ({ kind, marked = 0 }: Pick<ExportChange, 'kind' | 'marked'>): boolean => kind === 'conflict' || marked > 0;

/** Whether the files on disk say what the model says, with the user's edits in them. */
export const isBehind = ({ kind }: Pick<ExportChange, 'kind'>): boolean => kind !== 'unchanged' && kind !== 'kept' && kind !== 'left-out';
