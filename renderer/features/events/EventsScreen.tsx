import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowUp, IconHistory, IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { InfrastructureEvent } from '../../../services/contract/results.ts';
import { formatAmount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCurrentStack, useStackSnapshot } from '../../lib/stacks.ts';
import { useUrlStates } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import { NoMatch } from '../../ui/NoMatch.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { saysTwice } from './event-words.ts';
import { eventColumns } from './event-columns.tsx';
import { EventPane } from './EventPane.tsx';
import { useEvents, type EventFilter } from './use-events.ts';
import styles from './Events.module.css';

const kinds = [
  { value: '', label: 'Everything' },
  { value: 'service.', label: 'States of services' },
  { value: 'heal.', label: 'Starting again' },
  { value: 'step.', label: 'Steps' },
  { value: 'up.', label: 'up' },
  { value: 'down.', label: 'down' },
  { value: 'restart.', label: 'restart' },
  { value: 'engine.', label: 'Engine' },
  { value: 'note', label: 'Notes' },
];
const statuses = [
  { value: '', label: 'Any outcome' },
  { value: 'failed', label: 'Failed' },
  { value: 'warning', label: 'Warnings' },
  { value: 'ok', label: 'Done' },
  { value: 'started', label: 'Begun' },
  { value: 'info', label: 'Information' },
];
const emptyToNone = (value: string): string | undefined => (value === '' ? undefined : value);

/** What happened: states, steps, commands, the engine; the newest first. */
export function EventsScreen() {
  const { summary } = useCurrentStack();
  const { data: snapshot } = useStackSnapshot(summary.file);
  const [search, change] = useUrlStates();
  const { service, type, status, filter: text = '', event: chosen } = search;
  const filter = useMemo<EventFilter>(
    () => ({ ...(service === undefined ? {} : { services: [service] }), ...(type === undefined ? {} : { type }), ...(status === undefined ? {} : { status }), ...(text === '' ? {} : { text }) }),
    [service, type, status, text],
  );
  const { events, fresh, error, isLoaded, loadOlder } = useEvents(summary.file, filter);
  const [isAtTop, setAtTop] = useState(true);
  // What is new comes in at the top while that is in view; else it waits for the reader.
  const [taken, setTaken] = useState(0);
  const shownFresh = isAtTop ? fresh.length : Math.min(taken, fresh.length);
  if (isAtTop && taken !== fresh.length) setTaken(fresh.length);
  const rows = useMemo(() => [...fresh.slice(fresh.length - shownFresh), ...events].filter((event) => type !== undefined || !saysTwice(event)), [fresh, shownFresh, events, type]);
  const waiting = fresh.length - shownFresh;
  const field = useRef<HTMLInputElement>(null);
  useKeys([
    { keys: ['/'], does: 'Find in events', run: () => field.current?.focus() },
    { keys: ['Escape'], does: 'Close details', run: () => change('event', undefined) },
  ]);
  const clear = (): void => {
    for (const key of ['service', 'type', 'status', 'filter']) change(key, undefined);
    field.current?.focus();
  };
  const open = rows.find(({ id }) => id === chosen);
  const services = snapshot?.status.services.map(({ name }) => ({ value: name, label: name })) ?? [];
  return (
    <Screen
      title="Events"
      tools={
        <>
          <TextInput ref={field} className={styles.find} value={text} onChange={(event) => change('filter', emptyToNone(event.currentTarget.value))} onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()} placeholder="Find in events" aria-label="Find in events" leftSection={<IconSearch size={13} />} />
          <NativeSelect size="xs" aria-label="Service" data={[{ value: '', label: 'All services' }, ...services]} value={service ?? ''} onChange={(event) => change('service', emptyToNone(event.currentTarget.value))} />
          <NativeSelect size="xs" aria-label="Kind" data={kinds} value={type ?? ''} onChange={(event) => change('type', emptyToNone(event.currentTarget.value))} />
          <NativeSelect size="xs" aria-label="Outcome" data={statuses} value={status ?? ''} onChange={(event) => change('status', emptyToNone(event.currentTarget.value))} />
        </>
      }
      notices={error === null || error === undefined ? undefined : <ErrorState error={failureOf(error)} />}
    >
      <SplitPane place="events" paneLabel="Event details" pane={open === undefined ? undefined : <EventPane event={open} onClose={() => change('event', undefined)} onOnly={(key, value) => change(key, value)} />}>
        {rows.length === 0 && !isLoaded ? (
          <Skeleton lines={14} />
        ) : rows.length > 0 ? (
          <div className={styles.list}>
            <DataGrid<InfrastructureEvent> place="events" label="Events" columns={eventColumns} rows={rows} keyOf={({ id }) => id} chosen={chosen} onChoose={(id) => change('event', id)} onEnd={loadOlder} onTop={setAtTop} />
            {waiting > 0 ? (
              <Button className={styles.pill} variant="filled" radius="xl" leftSection={<IconArrowUp size={13} />} onClick={() => setTaken(fresh.length)}>
                {formatAmount(waiting, 'new event')}
              </Button>
            ) : undefined}
          </div>
        ) : Object.keys(filter).length > 0 ? (
          <NoMatch title="No event matches" onClear={clear}>
            New ones that match appear here.
          </NoMatch>
        ) : (
          <EmptyState icon={IconHistory} title="Nothing has happened yet" code="stackyard events --follow">
            Starts, stops, crashes, pulls and what you do to the stack are kept here.
          </EmptyState>
        )}
      </SplitPane>
    </Screen>
  );
}
