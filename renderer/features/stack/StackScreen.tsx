import { TextInput } from '@mantine/core';
import { IconFilter, IconStack2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { useServiceActions, type ServiceAction } from '../../lib/service-actions.ts';
import { useCurrentStack, useStackSnapshot, useStackView } from '../../lib/stacks.ts';
import { useTraffic } from '../../lib/traffic.ts';
import { useDrawn } from '../../lib/use-drawn.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { Choice } from '../../ui/Choice.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { NoServiceMatches } from '../../ui/NoServiceMatches.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { matches, serviceRows } from '../../lib/service-rows.ts';
import { Graph, type AskedMenu } from './Graph.tsx';
import { ServiceMenu } from './ServiceMenu.tsx';
import { ServicePane } from './ServicePane.tsx';
import { ServiceTable } from './ServiceTable.tsx';
import { StackActions } from './StackActions.tsx';
import { StateCounts } from './StateCounts.tsx';
import styles from './StackScreen.module.css';

const views = [
  { label: 'Graph', value: 'graph' },
  { label: 'Table', value: 'table' },
];

/** All services of the stack, how they are wired and how they are. */
export function StackScreen() {
  const { slug, summary } = useCurrentStack();
  const navigate = useNavigate();
  const { data: snapshot, error: watchError } = useStackSnapshot(summary.file);
  const { data: view, error: viewError } = useStackView(summary.file, snapshot?.revision);
  const traffic = useTraffic(summary.file, useDrawn(view !== undefined));
  const [shown = 'graph', setShown] = useUrlState('view');
  const [chosen, setChosen] = useUrlState('service');
  const [filter = '', setFilter] = useUrlState('filter');
  const filterField = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => (view === undefined ? [] : serviceRows(view, snapshot)), [view, snapshot]);
  const shownRows = useMemo(() => rows.filter((row) => matches(row, filter)), [rows, filter]);
  const row = rows.find(({ service }) => service.name === chosen);
  const step = (by: number): void => {
    const at = shownRows.findIndex(({ service }) => service.name === chosen);
    setChosen(shownRows[Math.min(shownRows.length - 1, Math.max(0, at + by))]?.service.name);
  };
  const [menu, setMenu] = useState<AskedMenu>();
  const menuRow = rows.find(({ service }) => service.name === menu?.name);
  const open = (name: string, tab?: string): void => void navigate({ to: `/${encodeURIComponent(slug)}/services/${encodeURIComponent(name)}`, search: { tab } });
  const closeMenu = (): void => {
    if (menu?.node instanceof HTMLElement) menu.node.focus();
    setMenu(undefined);
  };
  const { actions, scale } = useServiceActions(summary.file, row);
  const act = (id: ServiceAction['id']): void => actions.find((action) => action.id === id && action.isPossible)?.run();
  useKeys([
    { keys: ['j', 'ArrowDown'], does: 'Next service', run: () => step(1) },
    { keys: ['k', 'ArrowUp'], does: 'Service before', run: () => step(-1) },
    { keys: ['/'], does: 'Filter services', run: () => filterField.current?.focus() },
    { keys: ['v'], does: 'Show the graph, or the table', run: () => setShown(shown === 'graph' ? 'table' : 'graph') },
    { keys: ['o'], does: 'Open the chosen service', run: () => row !== undefined && open(row.service.name) },
    { keys: ['s'], does: 'Start the chosen service', run: () => act('start') },
    { keys: ['r'], does: 'Restart the chosen service', run: () => act('restart') },
    { keys: ['x'], does: 'Stop the chosen service', run: () => act('stop') },
    { keys: ['+'], does: 'One replica more of the chosen service', run: () => scale?.canGrow === true && scale.change(1) },
    { keys: ['-'], does: 'One replica less of the chosen service', run: () => scale?.canShrink === true && scale.change(-1) },
    { keys: ['Escape'], does: 'Close the details', run: () => setChosen(undefined) },
  ]);
  const clear = (): void => {
    setFilter(undefined);
    filterField.current?.focus();
  };
  const noMatch = <NoServiceMatches filter={filter} hidden={rows.length} onClear={clear} />;
  const failure = viewError ?? watchError ?? undefined;
  const known = failure === undefined ? undefined : failureOf(failure);
  const problem = snapshot?.problem ?? summary.problem;
  const { elsewhere, earlier } = snapshot?.status ?? {};
  return (
    <div className={styles.screen}>
      <div className={styles.tools}>
        <h1 className={styles.title}>Stack</h1>
        <StateCounts rows={rows} onChoose={setFilter} />
        <span className={styles.space} />
        <TextInput ref={filterField} className={styles.filter} value={filter} onChange={(event) => setFilter(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()} placeholder="Filter services" aria-label="Filter services" leftSection={<IconFilter size={13} />} />
        <Choice name="stack-view" data={views} value={shown} onChange={setShown} aria-label="Show as" />
        <StackActions file={summary.file} rows={rows} snapshot={snapshot} />
      </div>
      {problem === undefined && elsewhere === undefined && earlier === undefined && known === undefined ? undefined : (
        <div className={styles.notices}>
          {problem === undefined ? undefined : <ErrorState error={{ code: 'INVALID_STACK', message: problem, hint: 'What runs goes on. Mend stackyard.yaml; it is read again when you save.' }} />}
          {elsewhere === undefined ? undefined : <ErrorState error={{ code: 'CONFLICT', ...elsewhere }} />}
          {earlier === undefined ? undefined : <ErrorState error={{ code: 'CONFLICT', ...earlier }} />}
          {known === undefined || known.message === problem ? undefined : <ErrorState error={known} />}
        </div>
      )}
      <div className={styles.body}>
        <SplitPane place="stack" paneLabel="Service details" pane={row === undefined ? undefined : <ServicePane key={row.service.name} row={row} edges={view?.edges ?? []} traffic={traffic} onChoose={setChosen} />}>
          {view === undefined ? undefined : rows.length === 0 ? (
            <EmptyState icon={IconStack2} title="This stack has no services" code="services: { cache: { template: redis } }">
              Write the first one into {summary.file}; it appears here when you save.
            </EmptyState>
          ) : shown === 'table' ? (
            <ServiceTable rows={shownRows} edges={view.edges} chosen={chosen} onChoose={setChosen} empty={noMatch} />
          ) : shownRows.length === 0 ? (
            noMatch
          ) : (
            <Graph file={summary.file} rows={shownRows} edges={view.edges} traffic={traffic} chosen={chosen} onChoose={setChosen} onOpen={open} onMenu={setMenu} />
          )}
        </SplitPane>
      </div>
      {menu === undefined || menuRow === undefined ? undefined : <ServiceMenu key={`${menu.name} ${menu.at.x} ${menu.at.y}`} file={summary.file} row={menuRow} at={menu.at} onOpen={open} onClose={closeMenu} />}
    </div>
  );
}
