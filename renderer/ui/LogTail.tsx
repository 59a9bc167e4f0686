import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { formatAmount, formatClock } from '../lib/format.ts';
import { lineWords, type TailLine } from '../lib/log-tail.ts';
import styles from './LogTail.module.css';

export interface LogTailProps {
  readonly lines: readonly TailLine[];
  readonly label: string;
  /** Whether the replica is worth naming. */
  readonly withReplica: boolean;
}

const nearBottom = 24;

/** The newest lines, followed while the end is in view; held still once one scrolls up. */
export function LogTail({ lines, label, withReplica }: LogTailProps) {
  const scroller = useRef<HTMLDivElement>(null);
  /** Sequence of the last line when the user scrolled up; undefined: it follows. */
  const [heldAt, setHeldAt] = useState<number>();
  const newest = lines.at(-1)?.sequence ?? -1;
  useLayoutEffect(() => {
    if (heldAt === undefined && scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  });
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottom;
    setHeldAt((before) => (atEnd ? undefined : (before ?? newest)));
  };
  return (
    <div className={styles.tail}>
      <div ref={scroller} className={styles.lines} role="log" aria-label={label} aria-live="off" tabIndex={0} onScroll={onScroll}>
        {lines.map(({ sequence, service, time, replica, stream, text, json }) => {
          const { message, rest, level } = lineWords({ service, text, ...(json === undefined ? {} : { json }) });
          return (
          <div key={sequence} className={styles.line}>
            <time dateTime={time} title={time}>
              {formatClock(Date.parse(time))}
            </time>
            {withReplica ? <span className={styles.replica}>{replica}</span> : undefined}
            {level === undefined ? undefined : (
              <span className={styles.level} data-level={level}>
                {level}
              </span>
            )}
            <code data-stream={stream} title={json === undefined ? undefined : text}>
              {message}
              {rest === '' ? undefined : <span className={styles.rest}>{rest}</span>}
            </code>
          </div>
          );
        })}
      </div>
      {heldAt === undefined ? undefined : (
        <Button className={styles.follow} variant="filled" leftSection={<IconArrowDown size={13} />} onClick={() => setHeldAt(undefined)}>
          {newest > heldAt ? formatAmount(newest - heldAt, 'new line') : 'Follow'}
        </Button>
      )}
    </div>
  );
}
