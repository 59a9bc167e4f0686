import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useCancelJob, useJob } from '../../lib/jobs.ts';
import { useMachine } from '../../lib/stacks.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { ImageList } from './ImageList.tsx';
import { StepList } from './StepList.tsx';
import styles from './JobPanel.module.css';

/** One job: its steps, the layers it gets, and how it ended. Closing does not end it. */
export function JobPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data: progress, error } = useJob(id);
  const job = useMachine().data?.jobs.find((each) => each.id === id);
  const { mutate: cancel, isPending } = useCancelJob();
  const state = progress?.end?.state ?? job?.state;
  const failure = progress?.end?.error ?? error;
  return (
    <section className={styles.panel} aria-label="Job">
      <header className={styles.head}>
        <h2>
          {job?.verb ?? 'Job'} {job?.services.join(', ')}
        </h2>
        {state === undefined ? undefined : (
          <span data-state={state} className={styles.state}>
            {state}
          </span>
        )}
        {job === undefined ? undefined : (
          <span className={styles.muted}>
            {job.steps.done} of {job.steps.total} steps · began <RelativeTime time={job.startedAt} />
          </span>
        )}
        <span className={styles.space} />
        {state === 'running' ? (
          <Button onClick={() => cancel(id)} loading={isPending}>
            Cancel
          </Button>
        ) : undefined}
        <ActionIcon aria-label="Close the job; it goes on" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      <div className={styles.body} tabIndex={0} aria-label="Steps of the job" role="region">
        {failure === undefined ? undefined : <ErrorState error={failure} />}
        <ImageList layers={[...(progress?.layers.values() ?? [])]} isOver={progress?.end !== undefined} />
        <StepList steps={[...(progress?.steps.values() ?? [])]} />
        {progress?.notes.map((note) => (
          <p key={note} className={styles.muted}>
            {note}
          </p>
        ))}
        {progress?.end !== undefined && progress.steps.size === 0 && failure === undefined ? <p className={styles.muted}>There was nothing to do.</p> : undefined}
      </div>
    </section>
  );
}
