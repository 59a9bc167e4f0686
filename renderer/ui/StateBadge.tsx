import type { ServiceState } from '../../services/contract/results.ts';
import { stateLooks } from './states.ts';
import styles from './StateBadge.module.css';

/** Icon, word and colour of a state. */
export function StateBadge({ state, iconOnly = false }: { readonly state: ServiceState; readonly iconOnly?: boolean }) {
  const { word, color, icon: Icon } = stateLooks[state];
  return (
    <span className={styles.badge} style={{ color }} title={iconOnly ? word : undefined}>
      <Icon size={14} className={state === 'starting' ? styles.turning : undefined} aria-hidden />
      {iconOnly ? <span className={styles.hidden}>{word}</span> : word}
    </span>
  );
}
