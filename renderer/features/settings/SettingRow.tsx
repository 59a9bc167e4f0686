import type { ReactNode } from 'react';
import styles from './Settings.module.css';

export interface SettingRowProps {
  readonly title: string;
  /** What it does, and what it does not. */
  readonly words: ReactNode;
  /** Of the control, so that it is named by the title. */
  readonly id?: string;
  readonly children: ReactNode;
}

/** Name and meaning at the left, its control at the right. */
export function SettingRow({ title, words, id, children }: SettingRowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.meaning}>
        {id === undefined ? <div className={styles.title}>{title}</div> : <label className={styles.title} htmlFor={id}>{title}</label>}
        <div className={styles.words}>{words}</div>
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
