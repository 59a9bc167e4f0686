import type { ReactNode } from 'react';
import styles from './ForReaders.module.css';

/** Words that a screen reader tells and nobody sees: what the eye takes from place and form. */
export function ForReaders({ children }: { readonly children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
