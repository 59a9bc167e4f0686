import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { StackyardError } from '../../../../services/contract/errors.ts';
import type { EditPreview } from '../../../../services/contract/views/stack-file-view.ts';
import { formatAmount } from '../../../lib/format.ts';
import { DiffView } from '../../../ui/DiffView.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import styles from './Options.module.css';

export interface ChangePreviewProps {
  readonly preview: EditPreview | undefined;
  readonly failure: StackyardError | undefined;
  /** The fields have changed since this preview. */
  readonly isStale: boolean;
  /** A field holds what cannot be taken. */
  readonly hasMistakes: boolean;
  readonly isApplying: boolean;
  readonly onApply: (preview: EditPreview) => void;
  readonly onDiscard: () => void;
}

/** What the change would do to the file and to what runs; nothing happens before it is applied. */
export function ChangePreview({ preview, failure, isStale, hasMistakes, isApplying, onApply, onDiscard }: ChangePreviewProps) {
  const steps = preview?.plan?.steps;
  const canApply = preview !== undefined && preview.problems.length === 0 && failure === undefined && !isStale && !hasMistakes;
  return (
    <div className={styles.preview} data-stale={isStale || hasMistakes || undefined}>
      <div className={styles.buttons}>
        <Button variant="filled" leftSection={<IconPlayerPlay size={13} />} disabled={!canApply} loading={isApplying} onClick={() => preview !== undefined && onApply(preview)}>
          {steps === undefined || steps.length === 0 ? 'Write the file' : `Write the file and take ${formatAmount(steps.length, 'step')}`}
        </Button>
        <Button onClick={onDiscard}>Discard</Button>
      </div>
      {failure === undefined ? undefined : <ErrorState error={failure} />}
      {preview?.problems.map((problem) => (
        <ErrorState key={`${problem.line} ${problem.message}`} error={{ code: 'INVALID_STACK', message: problem.message, hint: problem.hint, at: problem }} />
      ))}
      {preview === undefined ? (
        failure === undefined && !hasMistakes ? <Skeleton lines={5} /> : undefined
      ) : (
        <>
          <Section title="In the file">
            <div className={styles.diff}>
              <DiffView before={preview.before} after={preview.text} label="What changes in the stack file" />
            </div>
          </Section>
          {steps === undefined ? (
            preview.problems.length > 0 ? undefined : <p className={styles.muted}>What it does to running services is not known: the engine does not answer.</p>
          ) : (
            <Section title="Then" aside={formatAmount(steps.length, 'step')}>
              {steps.length === 0 ? (
                <span className={styles.muted}>Nothing that runs changes.</span>
              ) : (
                <ol className={styles.steps}>
                  {steps.map(({ id, kind, target, cause }) => (
                    <li key={id}>
                      <span>{kind.replaceAll('-', ' ')}</span>
                      <code>{target}</code>
                      <span className={styles.muted}>{cause}</span>
                    </li>
                  ))}
                </ol>
              )}
              {preview?.plan?.notes?.map((note) => (
                <p key={note} className={styles.muted}>
                  {note}
                </p>
              ))}
            </Section>
          )}
        </>
      )}
    </div>
  );
}
