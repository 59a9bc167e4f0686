import { clockOf } from '../../contract/clock.ts';
import { randomUUID } from 'node:crypto';
import type { Core } from '../../contract/core.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { Progress } from '../../contract/results.ts';
import type { JobRequest, JobView } from '../../contract/views/job-view.ts';
import { startJob, type Job } from './job.ts';

/** All jobs of a core: the running ones and the newest that ended. One runs at a time on each stack. */
export interface Jobs extends AsyncDisposable {
  /** CONFLICT while another kind of job runs on that stack; the same request joins the one that runs. */
  start(request: JobRequest & { readonly stack: string }): Job;
  /** NOT_FOUND for one that never was or ended long ago. */
  find(id: string): Job;
  /** Of one stack file or of all; the newest first. */
  list(file?: string): readonly JobView[];
  readonly running: number;
}

const keptEnded = 50;

export function createJobs(core: Core, onChange: () => void): Jobs {
  const jobs = new Map<string, Job>();
  const running = () => [...jobs.values()].filter((job) => job.running);

  const forgetOld = (): void => {
    const ended = [...jobs.values()].filter((job) => !job.running);
    for (const job of ended.slice(0, Math.max(0, ended.length - keptEnded))) jobs.delete(job.view.id);
  };
  return {
    start({ stack, ...request }) {
      const current = running().find((job) => job.request.file === request.file);
      if (current !== undefined) {
        if (isSame(current.request, request)) return current;
        throw new StackyardError('CONFLICT', `${stack} is busy: ${current.view.verb} has been running since ${clockOf(current.view.startedAt)}.`, { hint: 'Wait for it, or cancel it first.' });
      }
      const job = startJob({ id: randomUUID(), request, stack, work: (signal) => workOf(core, request, signal), onChange });
      jobs.set(job.view.id, job);
      forgetOld();
      onChange();
      return job;
    },
    find(id) {
      const job = jobs.get(id);
      if (job === undefined) throw new StackyardError('NOT_FOUND', `There is no job ${id}.`, { hint: 'It may have ended long ago, or with a core that is gone; see stackyard events.' });
      return job;
    },
    list: (file) => [...jobs.values()].filter((job) => file === undefined || job.request.file === file).map((job) => job.view).toReversed(),
    get running() {
      return running().length;
    },
    async [Symbol.asyncDispose]() {
      const left = running();
      for (const job of left) job.cancel();
      await Promise.all(left.map((job) => job.ended));
    },
  };
}

function isSame(one: JobRequest, other: JobRequest): boolean {
  const key = ({ verb, services = [], pull = false }: JobRequest): string => JSON.stringify([verb, services.toSorted(), pull]);
  return key(one) === key(other);
}

function workOf(core: Core, { file, verb, services, pull }: JobRequest, signal: AbortSignal): AsyncIterable<Progress> {
  const chosen = { file, signal, ...(services === undefined || services.length === 0 ? {} : { services }) };
  switch (verb) {
    case 'up':
      return core.up({ ...chosen, ...(pull === undefined ? {} : { pull }) });
    case 'down':
      return core.down(chosen);
    case 'restart':
      return core.restart(chosen);
    case 'pull':
      return core.provideImages({ ...chosen, pull: true });
    case 'build':
      return core.provideImages({ ...chosen, rebuild: true });
  }
}
