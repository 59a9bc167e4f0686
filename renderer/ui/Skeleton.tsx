import styles from './Skeleton.module.css';

/** Lines where data will stand, of the same height; `inline` for the value of one field. */
export function Skeleton({ lines, inline = false }: { readonly lines: number; readonly inline?: boolean }) {
  return (
    <div className={styles.skeleton} data-inline={inline || undefined} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${35 + ((index * 37) % 50)}%` }} />
      ))}
    </div>
  );
}
