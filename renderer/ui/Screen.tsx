import type { ReactNode } from 'react';
import styles from './Screen.module.css';

export interface ScreenProps {
  readonly title: string;
  /** Beside the title: counts, filters, actions. */
  readonly tools?: ReactNode;
  /** Errors and notices of the whole screen. */
  readonly notices?: ReactNode;
  readonly children: ReactNode;
}

/** A bar with the screen's name and tools; below it the content, which scrolls by itself. */
export function Screen({ title, tools, notices, children }: ScreenProps) {
  return (
    <div className={styles.screen}>
      <div className={styles.tools}>
        <h1 className={styles.title}>{title}</h1>
        {tools}
      </div>
      {notices === undefined ? undefined : <div className={styles.notices}>{notices}</div>}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

/** Pushes what follows to the right. */
export function ToolSpace() {
  return <span className={styles.space} />;
}
