import { formatBytes } from '../../lib/format.ts';
import type { LayerProgress } from '../../lib/job-progress.ts';
import styles from './JobPanel.module.css';

/** Images on their way, a line a layer; those with a known size have a bar. */
export function LayerList({ layers }: { readonly layers: readonly LayerProgress[] }) {
  if (layers.length === 0) return undefined;
  return (
    <ul className={styles.list}>
      {layers.map(({ image, layer, phase, current, total }) => (
        <li key={`${image} ${layer}`} className={styles.layer}>
          <code className={styles.target} title={image}>
            {image}
          </code>
          <code className={styles.muted}>{layer.slice(0, 12)}</code>
          <span className={styles.cause} title={phase}>
            {phase}
          </span>
          {total === undefined || current === undefined ? <span /> : <progress max={total} value={current} aria-label={`${image} ${layer}`} />}
          <span className={styles.muted}>{current === undefined ? '' : `${formatBytes(current)}${total === undefined ? '' : ` of ${formatBytes(total)}`}`}</span>
        </li>
      ))}
    </ul>
  );
}
