import { memo } from 'react';
import { clockOf } from './clock.ts';
import type { BufferedLine } from './log-buffer.ts';
import { lineWords } from './line-words.ts';
import styles from './Logs.module.css';

export interface LogRowProps {
  readonly line: BufferedLine;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly colour: string | undefined;
  readonly isUtc: boolean;
  readonly isChosen: boolean;
  readonly isMarked: boolean;
}

const shortLevels = { none: '', trace: 'TRACE', debug: 'DEBUG', info: 'INFO', warning: 'WARN', error: 'ERROR', fatal: 'FATAL' } as const;

function Row({ line, index, top, height, colour, isUtc, isChosen, isMarked }: LogRowProps) {
  const { service, replica, level, time, text } = line;
  const { message, fields } = lineWords(text);
  const style = { height, transform: `translateY(${top}px)` };
  if (service === '') {
    return (
      <div role="row" aria-rowindex={index + 1} className={styles.gap} style={style}>
        <span role="gridcell">{message}</span>
      </div>
    );
  }
  return (
    <div role="row" aria-rowindex={index + 1} aria-selected={isChosen || isMarked} className={styles.row} data-level={level} data-chosen={isChosen || undefined} data-marked={isMarked || undefined} style={style}>
      <span role="gridcell" className={styles.time}>
        {clockOf(time, isUtc)}
      </span>
      <span role="gridcell" className={styles.service} style={{ color: colour }} title={`${service}, replica ${replica}`}>
        {service}
        {replica > 1 ? <small> {replica}</small> : undefined}
      </span>
      <span role="gridcell" className={styles.level}>
        {shortLevels[level]}
      </span>
      <span role="gridcell" className={styles.text}>
        {message === '' ? undefined : <span>{message}</span>}
        {fields.filter(([name, value]) => name !== 'service' || value !== service).map(([name, value]) => (
          <span key={name} className={styles.field}>
            {name}=<span>{value}</span>
          </span>
        ))}
      </span>
    </div>
  );
}

/** Drawn again only when something of it changed: a stream redraws the list many times a second. */
export const LogRow = memo(Row, (before, after) => before.line.sequence === after.line.sequence && before.index === after.index && before.top === after.top && before.colour === after.colour && before.isUtc === after.isUtc && before.isChosen === after.isChosen && before.isMarked === after.isMarked);
