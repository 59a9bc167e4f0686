import type { DoctorCheck } from '../../../services/contract/results.ts';

/** Checks of one kind with one outcome and one way out: said once, with everything that was found. */
export interface CheckGroup extends Pick<DoctorCheck, 'title' | 'outcome' | 'fix' | 'fixed'> {
  readonly found: readonly string[];
}

const order = { failed: 0, warning: 1, ok: 2 } as const;

/** The worst first, else in the order of their first. */
export function groupChecks(checks: readonly DoctorCheck[]): readonly CheckGroup[] {
  const groups = new Map<string, CheckGroup>();
  for (const { title, outcome, found, fix, fixed } of checks) {
    const key = JSON.stringify([title, outcome, fix, fixed]);
    groups.set(key, { title, outcome, found: [...(groups.get(key)?.found ?? []), found], ...(fix === undefined ? {} : { fix }), ...(fixed === undefined ? {} : { fixed }) });
  }
  return [...groups.values()].toSorted((one, other) => order[one.outcome] - order[other.outcome]);
}
