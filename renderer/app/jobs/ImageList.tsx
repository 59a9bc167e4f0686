import { IconCircleCheckFilled, IconLoader2 } from '@tabler/icons-react';
import { formatBytes, formatDuration } from '../../lib/format.ts';
import { imageProgress, isLayerDone, type ImageProgress } from '../../lib/image-progress.ts';
import type { BuildStep, LayerProgress } from '../../lib/job-progress.ts';
import { useRate } from '../../lib/use-rate.ts';
import styles from './JobPanel.module.css';

function Layer({ layer, phase, current, total }: LayerProgress) {
  const isMoving = current !== undefined && total !== undefined && total > 0;
  return (
    <li className={styles.layer}>
      <span />
      <code className={styles.muted}>{layer.slice(0, 12)}</code>
      <span className={styles.cause} title={phase}>
        {phase}
      </span>
      {isMoving ? <progress max={total} value={current} aria-label={`Layer ${layer}, ${phase}`} /> : <span />}
      <span className={styles.muted}>{isMoving ? `${formatBytes(current)} of ${formatBytes(total)}` : total === undefined ? '' : formatBytes(total)}</span>
    </li>
  );
}

/** What is left to do, in words: layers, bytes, rate and rest. */
function inWords({ layers, layersDone, bytes, bytesTotal, steps, isDone }: ImageProgress, rate: number | undefined): string {
  const step = steps.at(-1);
  if (step !== undefined) return `step ${step.at} of ${step.of}`;
  if (layers.length === 0) return '';
  const size = bytesTotal === 0 ? [] : [isDone ? formatBytes(bytesTotal) : `${formatBytes(bytes)} of ${formatBytes(bytesTotal)}`];
  const speed = isDone || rate === undefined || rate < 1 ? [] : [`${formatBytes(rate)}/s`, ...(bytes < bytesTotal ? [`${formatDuration(((bytesTotal - bytes) / rate) * 1_000)} left`] : [])];
  return [`${layersDone} of ${layers.length} layers`, ...size, ...speed].join(' · ');
}

/** Instructions of a build, and what the last one said. */
function BuildSteps({ steps, line }: { readonly steps: readonly BuildStep[]; readonly line: string | undefined }) {
  return (
    <>
      {steps.length === 0 ? undefined : (
        <ol className={styles.list}>
          {steps.map(({ at, text }, index) => (
            <li key={at} className={styles.buildStep}>
              {index < steps.length - 1 ? <IconCircleCheckFilled size={13} style={{ color: 'var(--ready)' }} role="img" aria-label="done" /> : <IconLoader2 size={13} style={{ color: 'var(--starting)' }} role="img" aria-label="at it" />}
              <code className={styles.target} title={text}>
                {text}
              </code>
            </li>
          ))}
        </ol>
      )}
      {line === undefined ? undefined : (
        <p className={styles.line} title={line}>
          {line}
        </p>
      )}
    </>
  );
}

function Image({ progress, isOver }: { readonly progress: ImageProgress; readonly isOver: boolean }) {
  const { image, layers, bytes, bytesTotal, steps, line, isDone } = progress;
  const step = steps.at(-1);
  const rate = useRate(bytes);
  const isEnded = isDone || isOver;
  const [value, most] = step === undefined ? [bytes, bytesTotal] : [step.at - 1, step.of];
  return (
    <li>
      <div className={styles.image}>
        {isEnded ? <IconCircleCheckFilled size={14} style={{ color: isDone ? 'var(--ready)' : 'var(--stopped)' }} role="img" aria-label={isDone ? 'done' : 'over'} /> : <IconLoader2 size={14} style={{ color: 'var(--starting)' }} role="img" aria-label="at it" />}
        <code className={styles.target} title={image}>
          {image}
        </code>
        {isEnded || most === 0 ? <span /> : <progress max={most} value={value} aria-label={image} />}
        <span className={styles.muted}>{inWords(progress, isEnded ? undefined : rate)}</span>
      </div>
      {isEnded ? undefined : <BuildSteps steps={steps} line={line} />}
      {isEnded ? undefined : (
        <ul className={styles.list}>
          {layers
            .filter((layer) => !isLayerDone(layer))
            .map((layer) => (
              <Layer key={layer.layer} {...layer} />
            ))}
        </ul>
      )}
    </li>
  );
}

/** Images on their way: the whole of each, and below it the layers that are not there yet. */
export function ImageList({ layers, isOver }: { readonly layers: readonly LayerProgress[]; readonly isOver: boolean }) {
  if (layers.length === 0) return undefined;
  return (
    <ul className={styles.list} aria-label="Images">
      {imageProgress(layers).map((progress) => (
        <Image key={progress.image} progress={progress} isOver={isOver} />
      ))}
    </ul>
  );
}
