import { TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { IconFilter, IconStack2 } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { matches, serviceRows } from '../../lib/service-rows.ts';
import { useCurrentStack, useStackSnapshot, useStackView } from '../../lib/stacks.ts';
import { useUrlState, type Search } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { NoServiceMatches } from '../../ui/NoServiceMatches.tsx';
import { ServiceGrid } from './ServiceGrid.tsx';
import { ServiceList } from './ServiceList.tsx';
import { ServicePage } from './ServicePage.tsx';
import styles from './ServiceScreen.module.css';

/** All services in full width; with one in the address, the list at the left and its page. */
export function ServiceScreen() {
  const { slug, summary } = useCurrentStack();
  const { service: chosen } = useParams({ strict: false });
  const navigate = useNavigate();
  const { data: snapshot, error: watchError } = useStackSnapshot(summary.file);
  const { data: view, error: viewError } = useStackView(summary.file, snapshot?.revision);
  const [filter = '', setFilter] = useUrlState('filter');
  const filterField = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => (view === undefined ? [] : serviceRows(view, snapshot)), [view, snapshot]);
  const shown = useMemo(() => rows.filter((row) => matches(row, filter)), [rows, filter]);
  // Back among all services, the focus is where one left them.
  const [left, setLeft] = useState(chosen);
  if (chosen !== undefined && chosen !== left) setLeft(chosen);
  const row = rows.find(({ service }) => service.name === chosen);
  const choose = (name: string | undefined): void => {
    const at = `/${encodeURIComponent(slug)}/services`;
    void navigate({ to: name === undefined ? at : `${at}/${encodeURIComponent(name)}`, search: ({ tab, filter: kept, job }: Search) => ({ ...(name === undefined ? {} : { tab }), filter: kept, job }) as never });
  };
  const step = (by: number): void => {
    const index = shown.findIndex(({ service }) => service.name === chosen);
    choose(shown[Math.min(shown.length - 1, Math.max(0, index + by))]?.service.name);
  };
  useKeys([
    { keys: ['j'], does: 'Next service', run: () => step(1) },
    { keys: ['k'], does: 'Service before', run: () => step(-1) },
    { keys: ['/'], does: 'Filter services', run: () => filterField.current?.focus() },
    ...(chosen === undefined ? [] : [{ keys: ['Escape'], does: 'Back to all services', run: () => choose(undefined) }]),
  ]);
  const failure = viewError ?? watchError;
  const field = (
    <TextInput ref={filterField} className={styles.filter} value={filter} onChange={(event) => setFilter(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()} placeholder="Filter services" aria-label="Filter services" leftSection={<IconFilter size={13} />} />
  );
  const clear = (): void => {
    setFilter(undefined);
    filterField.current?.focus();
  };
  const noMatch = <NoServiceMatches filter={filter} hidden={rows.length} onClear={clear} />;
  if (view === undefined) return failure === undefined || failure === null ? undefined : <div className={styles.notice}><ErrorState error={failureOf(failure)} /></div>;
  if (chosen === undefined) {
    return (
      <div className={styles.screen}>
        <div className={styles.tools}>
          <h1 className={styles.title}>Services</h1>
          <span className={styles.space} />
          {field}
        </div>
        <div className={styles.body}>
          {rows.length === 0 ? (
            <EmptyState icon={IconStack2} title="This stack has no services" code="services: { cache: { template: redis } }">
              Write the first one into {summary.file}; it appears here when you save.
            </EmptyState>
          ) : <ServiceGrid file={summary.file} rows={shown} startAt={left} onChoose={choose} empty={noMatch} />}
        </div>
      </div>
    );
  }
  return (
    <div className={styles.split}>
      <nav className={styles.side} aria-label="Services">
        <div className={styles.sideTools}>{field}</div>
        {shown.length === 0 && rows.length > 0 ? noMatch : <ServiceList rows={shown} chosen={chosen} />}
      </nav>
      {row === undefined ? (
        <div className={styles.rest}>
          <EmptyState heading="h1" icon={IconStack2} title={`There is no service called ${chosen}`}>
            It may have been renamed or taken out of {summary.file}. Choose another one at the left.
          </EmptyState>
        </div>
      ) : (
        <ServicePage key={chosen} row={row} edges={view.edges} revision={snapshot?.revision} />
      )}
    </div>
  );
}
