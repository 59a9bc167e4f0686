import { lineWords, type TailLine } from '../lib/log-tail.ts';
import { visibleText } from '../lib/visible-text.ts';
import styles from './LastLines.module.css';

/** What a service in trouble wrote last, below why it is: most often that says what to do. */
export function LastLines({ lines, service }: { readonly lines: readonly TailLine[]; readonly service: string }) {
  if (lines.length === 0) return undefined;
  return (
    <div className={styles.lines} role="log" aria-live="off" aria-label={`What ${service} wrote last`} tabIndex={0}>
      {lines.map((line) => {
        const { message, rest } = lineWords(line);
        return (
          <code key={line.sequence} title={line.time}>
            {visibleText(rest === '' ? message : `${message} ${rest}`)}
          </code>
        );
      })}
    </div>
  );
}
