import { sparklinePaths } from '../lib/sparkline.ts';
import styles from './Sparkline.module.css';

export interface SparklineProps {
  /** `null`: nothing was measured then; shown as a gap. */
  readonly values: readonly (number | null)[];
  /** In words, for those who do not see it. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** The top of the picture is at least this. */
  readonly least?: number;
}

/** A line without axes, from zero up. */
export function Sparkline({ values, label, width, height, least }: SparklineProps) {
  const { line, area } = sparklinePaths(values, { width, height, ...(least === undefined ? {} : { least }) });
  return (
    <svg className={styles.sparkline} viewBox={`0 0 ${width} ${height}`} width={width} height={height} preserveAspectRatio="none" role="img" aria-label={label}>
      <path className={styles.area} d={area} />
      <path className={styles.line} d={line} />
    </svg>
  );
}
