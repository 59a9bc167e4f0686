import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconX } from '@tabler/icons-react';
import type { InfrastructureEvent } from '../../../services/contract/results.ts';
import { copyText } from '../../lib/clipboard.ts';
import { JsonTree } from '../../ui/json/JsonTree.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { eventWords } from './event-words.ts';
import styles from './Events.module.css';

export interface EventPaneProps {
  readonly event: InfrastructureEvent;
  readonly onClose: () => void;
  readonly onOnly: (key: 'service' | 'type', value: string) => void;
}

/** One event in full. */
export function EventPane({ event, onClose, onOnly }: EventPaneProps) {
  const { what, why } = eventWords(event);
  const { event_type: type, service_name: service, timestamp, details, status } = event;
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <h2>{what}</h2>
        <ActionIcon aria-label="Copy event" onClick={() => void copyText(JSON.stringify(event, undefined, 2), 'event')}>
          <IconCopy size={15} />
        </ActionIcon>
        <ActionIcon aria-label="Close details" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      <div className={styles.muted}>
        <RelativeTime time={timestamp} /> · <code>{timestamp}</code>
      </div>
      {why === '' ? undefined : <p className={styles.why}>{why}</p>}
      <div className={styles.actions}>
        {service === null ? undefined : <Button onClick={() => onOnly('service', service)}>Only {service}</Button>}
        <Button onClick={() => onOnly('type', type)}>Only {type}</Button>
      </div>
      <JsonTree value={{ type, status, ...details }} label="Details of the event" />
    </div>
  );
}
