import type { ReactNode } from 'react';
import styles from './Fields.module.css';

/** Names and values, a line each. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.fields}>{children}</dl>;
}

export function Field({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.field}>
      <dt title={title}>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
