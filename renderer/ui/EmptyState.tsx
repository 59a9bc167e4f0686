import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import { CopyButton } from './CopyButton.tsx';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** What this is, in a sentence or two. */
  readonly children: ReactNode;
  /** One button that makes the first one. */
  readonly action?: ReactNode;
  /** One line of code that does the same. */
  readonly code?: string;
  /** `h1` where it is all that the page shows. */
  readonly heading?: 'h1' | 'h2';
}

/** Teaches what would stand here. */
export function EmptyState({ icon: Icon, title, children, action, code, heading: Heading = 'h2' }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Icon size={28} stroke={1.4} className={styles.icon} aria-hidden />
      <Heading className={styles.title}>{title}</Heading>
      <div className={styles.text}>{children}</div>
      {action}
      {code === undefined ? undefined : (
        <div className={styles.code}>
          <code>{code}</code>
          <CopyButton text={code} what="command" />
        </div>
      )}
    </div>
  );
}
