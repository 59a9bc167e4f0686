import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled, IconLoader2, IconPlayerSkipForward, type Icon } from '@tabler/icons-react';
import { formatDuration } from '../../lib/format.ts';
import type { StepPhase, StepProgress } from '../../lib/job-progress.ts';
import styles from './JobPanel.module.css';

const looks: Readonly<Record<StepPhase, { readonly icon: Icon; readonly color: string; readonly word: string }>> = {
  planned: { icon: IconCircleDashed, color: 'var(--stopped)', word: 'planned' },
  started: { icon: IconLoader2, color: 'var(--starting)', word: 'at it' },
  done: { icon: IconCircleCheckFilled, color: 'var(--ready)', word: 'done' },
  failed: { icon: IconCircleXFilled, color: 'var(--failed)', word: 'failed' },
  skipped: { icon: IconPlayerSkipForward, color: 'var(--stopped)', word: 'skipped' },
};

/** Each step: what, on which object, why, how long. */
export function StepList({ steps }: { readonly steps: readonly StepProgress[] }) {
  return (
    <ol className={styles.list}>
      {steps.map(({ step: { id, kind, target, cause }, phase, message, seconds }) => {
        const { icon: Icon, color, word } = looks[phase];
        return (
          <li key={id} className={styles.step}>
            <Icon size={14} style={{ color }} aria-label={word} role="img" />
            <span className={styles.kind}>{kind.replaceAll('-', ' ')}</span>
            <code className={styles.target} title={target}>
              {target}
            </code>
            <span className={styles.cause} title={message ?? cause} data-failed={phase === 'failed' || undefined}>
              {message ?? cause}
            </span>
            <span className={styles.muted}>{seconds === undefined ? '' : formatDuration(seconds * 1000)}</span>
          </li>
        );
      })}
    </ol>
  );
}
