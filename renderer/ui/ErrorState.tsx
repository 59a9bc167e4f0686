import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ErrorDocument } from '../../services/contract/errors.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './ErrorState.module.css';

type Failure = Pick<ErrorDocument['error'], 'code' | 'message'> & { readonly hint?: string | undefined; readonly at?: ErrorDocument['error']['at'] | undefined };

export interface ErrorStateProps {
  readonly error: Failure;
  /** The next step's button. */
  readonly action?: ReactNode;
  /** What the message counts, one by one. */
  readonly details?: ReactNode;
}

const placeOf = ({ at }: Failure): string => (at === undefined ? '' : `${at.file}:${at.line}:${at.column}`);

/** A failure where the thing stands: cause, next step, code in small; copied whole for a report. */
export function ErrorState({ error, action, details }: ErrorStateProps) {
  const report = [`${error.code}: ${error.message}`, error.hint, placeOf(error)].filter(Boolean).join('\n');
  return (
    <div role="alert" className={styles.error}>
      <IconAlertCircle size={16} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <div className={styles.message}>{error.message}</div>
        {details}
        {error.hint === undefined ? undefined : <div className={styles.hint}>{error.hint}</div>}
        <div className={styles.code}>
          <code>{error.code}</code>
          <code>{placeOf(error)}</code>
          <CopyButton text={report} what="error" />
        </div>
      </div>
      {action}
    </div>
  );
}
