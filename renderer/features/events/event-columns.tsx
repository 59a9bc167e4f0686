import type { InfrastructureEvent } from '../../../services/contract/results.ts';
import { eventLook, stateOf } from '../../ui/event-look.ts';
import type { GridColumn } from '../../ui/grid/types.ts';
import { eventWords } from './event-words.ts';
import styles from './Events.module.css';

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
    width: 240,
    text: (event) => eventWords(event).what,
    cell: (event) => {
      const { icon: Icon, color } = eventLook(event);
      return (
        <span className={styles.what} data-status={event.status} data-state={stateOf(event.event_type) === undefined ? undefined : ''}>
          <Icon size={14} style={{ color }} aria-hidden />
          {eventWords(event).what}
        </span>
      );
    },
  },
  { id: 'why', title: 'Why', width: 320, grows: true, text: (event) => eventWords(event).why },
];
