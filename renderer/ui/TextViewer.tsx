import styles from './TextViewer.module.css';

/** Lines that are drawn; a longer text says so and is copied whole. */
const mostLines = 5_000;

/** A text to read, with line numbers that are not copied along. */
export function TextViewer({ text, label }: { readonly text: string; readonly label: string }) {
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <div className={styles.viewer} role="region" aria-label={label} tabIndex={0}>
      {lines.slice(0, mostLines).map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.line}>
          <span className={styles.number}>{index + 1}</span>
          <code data-comment={/^\s*(#|\/\/|;)/.test(line) || undefined}>{line}</code>
        </div>
      ))}
      {lines.length > mostLines ? <div className={styles.gap}>{lines.length - mostLines} more lines; copy the file to read them</div> : undefined}
    </div>
  );
}
