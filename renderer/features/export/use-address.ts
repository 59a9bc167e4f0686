import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ExportEnvironment, ExportTarget } from '../../../services/contract/export.ts';
import type { Search } from '../../lib/url-state.ts';

export const targets = [
  { value: 'compose', label: 'Compose' },
  { value: 'kubernetes', label: 'Kubernetes' },
  { value: 'helm', label: 'Helm' },
] as const satisfies readonly { readonly value: ExportTarget; readonly label: string }[];
export const environments = [
  { value: 'production', label: 'Production' },
  { value: 'staging', label: 'Staging' },
  { value: 'dev', label: 'Dev' },
] as const satisfies readonly { readonly value: ExportEnvironment; readonly label: string }[];
const tabs = ['files', 'report', 'lint'] as const;
export type ExportTab = (typeof tabs)[number];

type Part = 'target' | 'env' | 'out' | 'tab' | 'file' | 'view' | 'kind' | 'fact' | 'outcome' | 'service' | 'rule' | 'tool' | 'filter';
type Change = { readonly [Key in Part]?: string | undefined };

export interface ExportAddress {
  readonly target: ExportTarget;
  readonly environment: ExportEnvironment;
  /** Absent: the usual folder. */
  readonly out: string | undefined;
  readonly tab: ExportTab;
  readonly search: Readonly<Partial<Record<Part, string>>>;
  /** Changes some parts at once; `undefined` takes one out. */
  readonly go: (change: Change) => void;
}

/** What is chosen within one export; another one begins without it. */
const ofOneExport: Change = { file: undefined, kind: undefined, fact: undefined, outcome: undefined, service: undefined, rule: undefined, tool: undefined, filter: undefined, view: undefined };
export const otherTarget = (target: ExportTarget, environment: ExportEnvironment): Change => ({ ...ofOneExport, target: target === 'compose' ? undefined : target, env: target === 'helm' || environment === 'production' ? undefined : environment, out: undefined });
/** What is chosen and filtered on one tab means nothing on another. */
export const otherTab = (tab: ExportTab): Change => ({ tab: tab === 'files' ? undefined : tab, outcome: undefined, filter: undefined });

const known = <Value extends string>(values: readonly Value[], value: string | undefined): Value | undefined => values.find((each) => each === value);

/** Target, environment, folder, tab, file and filters stand in the address. */
export function useExportAddress(): ExportAddress {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = useCallback(
    // The way back must not go through every letter of a filter.
    (change: Change) => void navigate({ to: '.', search: (before: Search) => ({ ...before, ...change }) as never, replace: Object.keys(change).join() === 'filter' }),
    [navigate],
  );
  return {
    target: known(targets.map(({ value }) => value), search['target']) ?? 'compose',
    environment: known(environments.map(({ value }) => value), search['env']) ?? 'production',
    out: search['out'],
    tab: known(tabs, search['tab']) ?? 'files',
    search,
    go,
  };
}
