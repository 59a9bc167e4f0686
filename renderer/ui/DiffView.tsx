import { diffLines, hunks } from '../lib/line-diff.ts';
import styles from './TextViewer.module.css';

const around = 3;
const signs = { same: ' ', removed: '−', added: '+' };

/** What differs between two texts, with some lines around. */
export function DiffView({ before, after, label }: { readonly before: string; readonly after: string; readonly label: string }) {
  const shown = hunks(diffLines(before, after), around);
  return (
    <div className={styles.viewer} role="region" aria-label={label} tabIndex={0}>
      {shown.map((line, index) =>
        line === undefined ? (
          // oxlint-disable-next-line react/no-array-index-key
          <div key={`gap ${index}`} className={styles.gap}>
            ⋯
          </div>
        ) : (
          <div key={`${line.before ?? ''} ${line.after ?? ''}`} className={styles.line} data-kind={line.kind}>
            <span className={styles.number}>{line.before ?? ''}</span>
            <span className={styles.number}>{line.after ?? ''}</span>
            <span className={styles.sign}>{signs[line.kind]}</span>
            <code>{line.text}</code>
          </div>
        ),
      )}
    </div>
  );
}
