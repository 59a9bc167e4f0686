import styles from './Skeleton.module.css';

/** Lines where data will stand, of the same height. */
export function Skeleton({ lines }: { readonly lines: number }) {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${35 + ((index * 37) % 50)}%` }} />
      ))}
    </div>
  );
}
