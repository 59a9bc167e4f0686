import { IconAlertTriangle, IconBan, IconCheck, IconCircleCheck, IconCircleDashed, IconEqualNot, IconEyeOff, IconFilePlus, IconFileX, IconGitMerge, IconMinus, IconPencil, IconPower, IconRefresh, IconShieldCheck, type Icon } from '@tabler/icons-react';
import type { TranslationEntry } from '../../../services/contract/export.ts';
import type { LintRuleReport } from '../../../services/contract/lint.ts';
import { changeWords, type ChangeKind } from './change-kinds.ts';

/** An icon, a word and a colour; never the colour alone. */
export interface Look {
  readonly word: string;
  readonly color: string;
  readonly icon: Icon;
}

const look = (word: string, color: string, icon: Icon): Look => ({ word, color: `var(--${color})`, icon });

export const changeLooks: Readonly<Record<ChangeKind, Look>> = {
  foreign: look(changeWords.foreign[0], 'failed', IconBan),
  conflict: look(changeWords.conflict[0], 'failed', IconAlertTriangle),
  merged: look(changeWords.merged[0], 'accent-text', IconGitMerge),
  updated: look(changeWords.updated[0], 'starting', IconRefresh),
  created: look(changeWords.created[0], 'ready', IconFilePlus),
  removed: look(changeWords.removed[0], 'unready', IconFileX),
  kept: look(changeWords.kept[0], 'waiting', IconPencil),
  'left-out': look(changeWords['left-out'][0], 'stopped', IconEyeOff),
  unchanged: look(changeWords.unchanged[0], 'stopped', IconCheck),
};

export const outcomeLooks: Readonly<Record<TranslationEntry['outcome'], Look>> = {
  refused: look('Refused', 'failed', IconBan),
  dropped: look('Dropped', 'unready', IconMinus),
  approximated: look('Approximated', 'waiting', IconEqualNot),
  carried: look('Carried', 'ready', IconCheck),
};

export const ruleLooks: Readonly<Record<LintRuleReport['outcome'], Look>> = {
  found: look('Found', 'failed', IconAlertTriangle),
  waived: look('Waived', 'waiting', IconShieldCheck),
  passed: look('Passed', 'ready', IconCircleCheck),
  absent: look('Nothing to judge', 'stopped', IconCircleDashed),
  off: look('Off', 'stopped', IconPower),
};
