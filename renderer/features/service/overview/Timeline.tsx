import { failureOf } from '../../../../services/contract/connect/failures.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { eventLook } from '../../../ui/event-look.ts';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { eventWords } from './event-words.ts';
import { useServiceEvents } from './use-events.ts';
import styles from './Overview.module.css';

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
            const { icon: Icon, color } = eventLook(event);
            const { title, cause } = eventWords(event);
            return (
              <li key={event.id} className={styles.event}>
                <Icon size={14} style={{ color }} aria-hidden />
                <span className={styles.eventWords}>{title}</span>
                <RelativeTime time={event.timestamp} />
                {cause === undefined ? undefined : <span className={styles.cause} title={cause}>{cause}</span>}
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
