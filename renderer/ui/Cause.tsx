import type { ServiceState } from '../../services/contract/results.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './Cause.module.css';

/** Why a service is not ready, in its state's colour; copied whole for a report. */
export function Cause({ state, why }: { readonly state: ServiceState; readonly why: string }) {
  return (
    <div className={styles.why} data-state={state} role="status">
      <span>{why}</span>
      <CopyButton text={why} what="cause" />
    </div>
  );
}
