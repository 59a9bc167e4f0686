import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import { reasonOf, type Log } from '../../common/log.ts';

/** Says that the order itself is at fault; every other error means that a backend is away. */
export class OrderRefused extends Error {
  /** Whether another attempt may succeed. */
  readonly retry: boolean;
  constructor(message: string, options: { readonly retry: boolean }) {
    super(message);
    this.name = 'OrderRefused';
    this.retry = options.retry;
  }
}

const longestMilliseconds = 10_000;
/** With the pauses above about two hours; then it counts as failed and waits for a person. */
const mostStarts = 750;

/** A backend that is away costs a job no attempt: it goes back to redis and is tried again later. */
export function postponing<Data, Result>(log: Log, work: (job: Job<Data>) => Promise<Result>): (job: Job<Data>, token?: string) => Promise<Result> {
  return async (job, token) => {
    try {
      return await work(job);
    } catch (error) {
      if (error instanceof OrderRefused) throw error.retry ? error : new UnrecoverableError(error.message);
      if (job.attemptsStarted >= mostStarts) throw error;
      const pause = Math.min(250 * 2 ** Math.min(job.attemptsStarted - job.attemptsMade, 10), longestMilliseconds);
      log.warn('job postponed', { queue: job.queueName, job: job.id, pause, reason: reasonOf(error) });
      await job.log(`postponed for ${pause} ms: ${reasonOf(error)}`);
      await job.moveToDelayed(Date.now() + pause, token);
      throw new DelayedError();
    }
  };
}
