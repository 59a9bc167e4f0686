import type { ReactNode } from 'react';
import type { ServiceState } from '../../services/contract/results.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './Cause.module.css';

/** Why a service is not ready, in its state's colour; copied whole for a report. `action`: the next step. */
export function Cause({ state, why, action }: { readonly state: ServiceState; readonly why: string; readonly action?: ReactNode }) {
  return (
    <div className={styles.why} data-state={state} role="status">
      <span>{why}</span>
      <span className={styles.end}>
        {action}
        <CopyButton text={why} what="cause" />
      </span>
    </div>
  );
}
