import { UnstyledButton } from '@mantine/core';
import type { JobView } from '../../../services/contract/views/job-view.ts';
import { useUrlState } from '../../lib/url-state.ts';
import styles from './Frame.module.css';

export interface RunningJobsProps {
  readonly jobs: readonly JobView[];
  /** The stack on screen, and the command outside of the app that changes it. */
  readonly stack: string | undefined;
  readonly changing: string | undefined;
}

/** Jobs under way, each opens its steps; and a command that does its work in a process of its own, of which only the verb is known. */
export function RunningJobs({ jobs, stack: shown, changing }: RunningJobsProps) {
  const [, setJob] = useUrlState('job');
  const outside =
    changing === undefined ? undefined : (
      <span key="outside" className={styles.job} role="status" title="A command of another process; the app follows what it does">
        <span>
          {shown}: stackyard {changing}
        </span>
        <progress aria-label={`stackyard ${changing}`} />
      </span>
    );
  const own = jobs
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
  return (
    <>
      {own}
      {outside}
    </>
  );
}
