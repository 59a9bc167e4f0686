import type { ServiceState } from '../../services/contract/results.ts';
import { stateLooks } from './states.ts';
import styles from './StateBadge.module.css';

/** Icon, word and colour of a state. */
export function StateBadge({ state }: { readonly state: ServiceState }) {
  const { word, color, icon: Icon } = stateLooks[state];
  return (
    <span className={styles.badge} style={{ color }}>
      <Icon size={14} className={state === 'starting' ? styles.turning : undefined} aria-hidden />
      {word}
    </span>
  );
}
