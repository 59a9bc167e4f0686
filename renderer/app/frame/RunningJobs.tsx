import { UnstyledButton } from '@mantine/core';
import type { JobView } from '../../../services/contract/views/job-view.ts';
import { useUrlState } from '../../lib/url-state.ts';
import styles from './Frame.module.css';

/** Jobs under way; one opens its steps. */
export function RunningJobs({ jobs }: { readonly jobs: readonly JobView[] }) {
  const [, setJob] = useUrlState('job');
  return jobs
    .filter(({ state }) => state === 'running')
    .map(({ id, verb, stack, steps, current }) => (
      <UnstyledButton key={id} className={styles.job} onClick={() => setJob(id)} title={current}>
        <span>
          {stack}: {verb}
        </span>
        <progress max={Math.max(1, steps.total)} value={steps.total === 0 ? undefined : steps.done} aria-label={`Steps of ${verb}`} />
        <span>{steps.total === 0 ? 'planning' : `${steps.done}/${steps.total}`}</span>
      </UnstyledButton>
    ));
}
