import { changedParts, diffLines, hunks, type ChangedPart } from '../lib/line-diff.ts';
import styles from './TextViewer.module.css';

const around = 3;
const signs = { same: ' ', removed: '−', added: '+' };

/** A line, what differs in it marked. */
function Line({ text, part }: { readonly text: string; readonly part: ChangedPart | undefined }) {
  const [from, to] = part ?? [0, 0];
  // A line that has nothing in common is marked by its colour already.
  if (to <= from || (from === 0 && to === text.length)) return <code>{text}</code>;
  return (
    <code>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </code>
  );
}

/** What differs between two texts, with some lines around. */
export function DiffView({ before, after, label }: { readonly before: string; readonly after: string; readonly label: string }) {
  const lines = diffLines(before, after);
  const parts = changedParts(lines);
  const shown = hunks(lines, around);
  return (
    <div className={styles.viewer} data-wrapped role="region" aria-label={label} tabIndex={0}>
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
            <Line text={line.text} part={parts.get(line)} />
          </div>
        ),
      )}
    </div>
  );
}
