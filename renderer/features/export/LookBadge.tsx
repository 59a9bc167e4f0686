import type { Look } from './looks.ts';
import styles from './Export.module.css';

/** Icon, word and colour. */
export function LookBadge({ look: { word, color, icon: Icon } }: { readonly look: Look }) {
  return (
    <span className={styles.badge} style={{ color }}>
      <Icon size={14} aria-hidden />
      {word}
    </span>
  );
}
