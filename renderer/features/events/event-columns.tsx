import { IconBox, IconEngine, IconHeartbeat, IconNote, IconPackage, IconTerminal, type Icon } from '@tabler/icons-react';
import type { InfrastructureEvent } from '../../../services/contract/results.ts';
import type { GridColumn } from '../../ui/grid/types.ts';
import { eventWords, kindOf, type EventKind } from './event-words.ts';
import styles from './Events.module.css';

const icons: Readonly<Record<EventKind, Icon>> = { service: IconHeartbeat, step: IconBox, command: IconTerminal, image: IconPackage, engine: IconEngine, note: IconNote };

function timeOf({ timestamp }: InfrastructureEvent): string {
  const date = new Date(timestamp);
  const isToday = date.toDateString() === new Date().toDateString();
  return `${isToday ? '' : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} `}${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export const eventColumns: readonly GridColumn<InfrastructureEvent>[] = [
  { id: 'time', title: 'Time', width: 128, mono: true, text: ({ timestamp }) => timestamp, cell: timeOf },
  { id: 'service', title: 'Service', width: 110, text: ({ service_name: service }) => service ?? '' },
  {
    id: 'what',
    title: 'What',
    width: 210,
    text: (event) => eventWords(event).what,
    cell: (event) => {
      const Icon = icons[kindOf(event)];
      return (
        <span className={styles.what} data-status={event.status}>
          <Icon size={14} aria-hidden />
          {eventWords(event).what}
        </span>
      );
    },
  },
  { id: 'why', title: 'Why', width: 620, text: (event) => eventWords(event).why },
];
