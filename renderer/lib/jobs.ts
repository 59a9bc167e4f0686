import { useMutation } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { failureOf } from '../../services/contract/connect/failures.ts';
import { resumed } from '../../services/contract/connect/core-client.ts';
import type { JobRequest } from '../../services/contract/views/job-view.ts';
import { useCore } from './core.ts';
import { jobProgress } from './job-progress.ts';
import { useLive } from './live.ts';
import { useUrlState } from './url-state.ts';

/** What went wrong with something the user asked for, with its next step. */
export function tellFailure(title: string, error: unknown): void {
  const { message, hint } = failureOf(error);
  notifications.show({ color: 'red', title, message: hint === undefined ? message : `${message} ${hint}`, autoClose: 12_000, withBorder: true });
}

/** Starts work on the stack and shows its progress; it goes on when the window closes. */
export function useStartJob() {
  const core = useCore();
  const [, setJob] = useUrlState('job');
  return useMutation({
    mutationFn: (request: JobRequest) => core.jobs.start(request),
    onSuccess: ({ id }) => setJob(id),
    onError: (error, { verb }) => tellFailure(`${verb} was not started`, error),
  });
}

export function useCancelJob() {
  const core = useCore();
  return useMutation({ mutationFn: (id: string) => core.jobs.cancel({ id }), onError: (error) => tellFailure('The job was not cancelled', error) });
}

/** All steps, layers and notes of a job, from its beginning. */
export function useJob(id: string) {
  const core = useCore();
  return useLive({ key: ['jobs.follow', id], open: (signal) => core.jobs.follow({ id }, { signal, ...resumed }), reduce: jobProgress, isComplete: ({ end }) => end !== undefined });
}
