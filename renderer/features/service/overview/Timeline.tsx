import { IconCircleCheckFilled, IconCircleDot, IconCircleXFilled, IconPlayerPlayFilled, type Icon } from '@tabler/icons-react';
import { failureOf } from '../../../../services/contract/connect/failures.ts';
import type { InfrastructureEvent } from '../../../../services/contract/results.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { stateLooks } from '../../../ui/states.ts';
import { eventWords, stateOf } from './event-words.ts';
import { useServiceEvents } from './use-events.ts';
import styles from './Overview.module.css';

function lookOf(event: InfrastructureEvent): { readonly icon: Icon; readonly color: string } {
  const state = stateOf(event.event_type);
  if (state !== undefined) return stateLooks[state];
  if (event.status === 'failed') return { icon: IconCircleXFilled, color: 'var(--failed)' };
  if (event.status === 'ok') return { icon: IconCircleCheckFilled, color: 'var(--muted)' };
  return event.status === 'started' ? { icon: IconPlayerPlayFilled, color: 'var(--muted)' } : { icon: IconCircleDot, color: 'var(--muted)' };
}

/** What happened to the service lately, the newest first; new ones arrive at the top. */
export function Timeline({ service }: { readonly service: string }) {
  const { data: events, error } = useServiceEvents(service);
  return (
    <Section title="Lately">
      {error === null ? undefined : <ErrorState error={failureOf(error)} />}
      {events === undefined ? (
        error === null ? <Skeleton lines={6} /> : undefined
      ) : events.length === 0 ? (
        <span className={styles.muted}>Nothing happened to it yet. Starts, stops, crashes and changes will stand here.</span>
      ) : (
        <ol className={styles.timeline}>
          {events.map((event) => {
            const { icon: Icon, color } = lookOf(event);
            const { title, cause } = eventWords(event);
            return (
              <li key={event.id} className={styles.event}>
                <Icon size={14} style={{ color }} aria-hidden />
                <span className={styles.eventWords}>{title}</span>
                <RelativeTime time={event.timestamp} />
                {cause === undefined ? undefined : <span className={styles.cause}>{cause}</span>}
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
