import { Button, NativeSelect } from '@mantine/core';
import { IconFilter, IconShieldCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { LintReport, LintRuleReport } from '../../../services/contract/lint.ts';
import { formatAmount, formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import type { GridColumn } from '../../ui/grid/types.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { countsOf } from './counts.ts';
import { FilterChips } from './FilterChips.tsx';
import { FilterField } from './FilterField.tsx';
import { LookBadge } from './LookBadge.tsx';
import { ruleLooks } from './looks.ts';
import { RulePane } from './RulePane.tsx';
import { countOf, matchesRule, rulesOf, toolsOf } from './rules.ts';
import { otherTarget, type ExportAddress } from './use-address.ts';
import styles from './Export.module.css';

const columns: readonly GridColumn<LintRuleReport>[] = [
  { id: 'outcome', title: 'Outcome', width: 140, text: ({ outcome }) => ruleLooks[outcome].word, cell: ({ outcome }) => <LookBadge look={ruleLooks[outcome]} /> },
  { id: 'title', title: 'What holds', width: 520, text: ({ title }) => title },
  { id: 'count', title: 'Findings', width: 80, align: 'right', text: (rule) => (countOf(rule) === 0 ? '' : formatCount(countOf(rule))) },
  { id: 'objects', title: 'Objects', width: 80, align: 'right', text: ({ objects, outcome }) => (outcome === 'off' ? '' : formatCount(objects)) },
  { id: 'rule', title: 'Rule', width: 220, mono: true, text: ({ id }) => id },
  { id: 'tools', title: 'The same of', width: 560, mono: true, text: ({ tools }) => tools.join(', ') },
];

/** Every rule of the house, and what became of it on the objects of this export. */
export function LintTab({ lint, address: { search, environment, go } }: { readonly lint: LintReport | undefined; readonly address: ExportAddress }) {
  if (lint === undefined) {
    return (
      <EmptyState icon={IconShieldCheck} title="A Compose project has no objects to judge" code="stackyard lint FOLDER" action={<Button onClick={() => go({ ...otherTarget('kubernetes', environment), tab: 'lint' })}>Judge the Kubernetes export</Button>}>
        The rules are those of kube-linter, kube-score, polaris, kubesec and trivy for Kubernetes. What they ask for, a Compose file has as well where Compose can say it.
      </EmptyState>
    );
  }
  return <Rules lint={lint} search={search} go={go} />;
}

function Rules({ lint, search, go }: { readonly lint: LintReport } & Pick<ExportAddress, 'search' | 'go'>) {
  const { outcome, tool, filter = '', rule: chosen } = search;
  const rules = useMemo(() => rulesOf(lint), [lint]);
  const tools = useMemo(() => toolsOf(lint), [lint]);
  const counts = useMemo(() => countsOf(rules.filter((each) => matchesRule(each, { tool, text: filter })), (each) => each.outcome), [rules, tool, filter]);
  const shown = useMemo(() => rules.filter((each) => matchesRule(each, { outcome, tool, text: filter })), [rules, outcome, tool, filter]);
  useKeys([{ keys: ['Escape'], does: 'Close details', run: () => go({ rule: undefined }) }]);
  const rule = rules.find(({ id }) => id === chosen);
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <FilterChips label="Outcomes" looks={ruleLooks} counts={counts} chosen={outcome} onChoose={(id) => go({ outcome: id })} />
        <span className={styles.sum}>
          {formatAmount(rules.length, 'rule')}, {formatAmount(lint.objects, 'object')}
        </span>
        <span className={styles.space} />
        <NativeSelect size="xs" aria-label="Tool" data={[{ value: '', label: 'Rules of all tools' }, ...tools]} value={tool ?? ''} onChange={({ currentTarget: { value } }) => go({ tool: value === '' ? undefined : value })} />
        <FilterField label="Find in rules" text={filter} onChange={(text) => go({ filter: text })} />
      </div>
      <div className={styles.rest}>
        <SplitPane place="export.lint" paneLabel="Rule" pane={rule === undefined ? undefined : <RulePane key={rule.id} rule={rule} onClose={() => go({ rule: undefined })} />}>
          {shown.length === 0 ? (
            <EmptyState icon={IconFilter} title="No rule matches" action={<Button onClick={() => go({ outcome: undefined, tool: undefined, filter: undefined })}>Show all rules</Button>}>
              {rules.length} rules are hidden by the filter.
            </EmptyState>
          ) : (
            <DataGrid<LintRuleReport> place="export.lint" label="Rules" columns={columns} rows={shown} keyOf={({ id }) => id} chosen={chosen} onChoose={(id) => go({ rule: id })} />
          )}
        </SplitPane>
      </div>
    </div>
  );
}
