import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconFilter, IconPencil, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TranslationEntry } from '../../../services/contract/export.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field, Fields } from '../../ui/Fields.tsx';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import type { GridColumn } from '../../ui/grid/types.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { countsOf } from './counts.ts';
import { factsOf, matchesFact, serviceOf, type Fact } from './facts.ts';
import { FilterChips } from './FilterChips.tsx';
import { FilterField } from './FilterField.tsx';
import { LookBadge } from './LookBadge.tsx';
import { outcomeLooks } from './looks.ts';
import type { ExportAddress } from './use-address.ts';
import styles from './Export.module.css';

const columns: readonly GridColumn<Fact>[] = [
  { id: 'outcome', title: 'Outcome', width: 128, text: ({ outcome }) => outcomeLooks[outcome].word, cell: ({ outcome }) => <LookBadge look={outcomeLooks[outcome]} /> },
  { id: 'service', title: 'Service', width: 100, text: serviceOf },
  { id: 'fact', title: 'Of the stack', width: 200, mono: true, text: ({ fact }) => fact },
  { id: 'how', title: 'How it is there', width: 340, text: ({ how }) => how },
  { id: 'why', title: 'Why', width: 640, text: ({ why }) => why ?? '' },
];

function FactPane({ fact: { service, fact, outcome, how, why }, onOnly, onClose }: { readonly fact: Fact; readonly onOnly: (service: string) => void; readonly onClose: () => void }) {
  const at = `/${encodeURIComponent(useCurrentStack().slug)}`;
  return (
    <div className={styles.pane}>
      <header className={styles.paneHead}>
        <h2>
          <code>{fact}</code>
        </h2>
        <ActionIcon aria-label="Close details" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      <LookBadge look={outcomeLooks[outcome]} />
      <Fields>
        <Field title="Service">{service === null ? 'the whole stack' : <Link className={styles.link} to={`${at}/services/${encodeURIComponent(service)}`}>{service}</Link>}</Field>
        <Field title="How it is there">{how}</Field>
        {why === null ? undefined : <Field title={outcome === 'refused' ? 'What to do' : 'Why'}>{why}</Field>}
      </Fields>
      <div className={styles.actions}>
        {outcome === 'carried' ? undefined : (
          <Button component={Link} to={`${at}/editor`} leftSection={<IconPencil size={13} />}>
            Change it in the stack file
          </Button>
        )}
        <Button onClick={() => onOnly(serviceOf({ service }))}>Only {service ?? 'the whole stack'}</Button>
      </div>
    </div>
  );
}

/** What became of every fact of the stack; what would not run, or not safely, first. */
export function TranslationTab({ translation, address: { search, go } }: { readonly translation: readonly TranslationEntry[]; readonly address: ExportAddress }) {
  const { outcome, service, filter = '', fact: chosen } = search;
  const facts = useMemo(() => factsOf(translation), [translation]);
  const services = useMemo(() => [...new Set(facts.map(serviceOf))].toSorted(), [facts]);
  // Counts are of what the other filters leave: a click on one shows as many.
  const counts = useMemo(() => countsOf(facts.filter((each) => matchesFact(each, { service, text: filter })), (each) => each.outcome), [facts, service, filter]);
  const shown = useMemo(() => facts.filter((each) => matchesFact(each, { outcome, service, text: filter })), [facts, outcome, service, filter]);
  useKeys([{ keys: ['Escape'], does: 'Close details', run: () => go({ fact: undefined }) }]);
  const fact = facts.find(({ key }) => key === chosen);
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <FilterChips label="Outcomes" looks={outcomeLooks} counts={counts} chosen={outcome} onChoose={(id) => go({ outcome: id })} />
        <span className={styles.space} />
        <NativeSelect size="xs" aria-label="Service" data={[{ value: '', label: 'All services' }, ...services]} value={service ?? ''} onChange={({ currentTarget: { value } }) => go({ service: value === '' ? undefined : value })} />
        <FilterField label="Find in facts" text={filter} onChange={(text) => go({ filter: text })} />
      </div>
      <div className={styles.rest}>
        <SplitPane place="export.report" paneLabel="Fact" pane={fact === undefined ? undefined : <FactPane fact={fact} onOnly={(name) => go({ service: name })} onClose={() => go({ fact: undefined })} />}>
          {shown.length === 0 ? (
            <EmptyState icon={IconFilter} title="No fact matches" action={<Button onClick={() => go({ outcome: undefined, service: undefined, filter: undefined })}>Show all facts</Button>}>
              {facts.length} facts are hidden by the filter.
            </EmptyState>
          ) : (
            <DataGrid<Fact> place="export.report" label="Facts" columns={columns} rows={shown} keyOf={({ key }) => key} chosen={chosen} onChoose={(key) => go({ fact: key })} />
          )}
        </SplitPane>
      </div>
    </div>
  );
}
