import type { JobView } from '../../contract/views/job-view.ts';
import type { StackSnapshot as SnapshotView } from '../../contract/views/stack-view.ts';
import type { CoreHost } from '../router/host.ts';
import type { StackSnapshot } from '../supervisor/types.ts';
import { engineView } from './engine-view.ts';
import { withWaiting } from './waiting.ts';

/** Jobs of a stack that a person still cares about: those that run, and the last that ended. */
function relevant(jobs: readonly JobView[]): readonly JobView[] {
  const running = jobs.filter((job) => job.state === 'running');
  const ended = jobs.find((job) => job.state !== 'running');
  return ended === undefined ? running : [...running, ended];
}

export interface SnapshotContext {
  readonly uses: ReadonlyMap<string, readonly string[]>;
  readonly recreated: SnapshotView['recreated'];
  readonly revision: string;
}

export function stackSnapshot(host: Pick<CoreHost, 'jobs'>, snapshot: StackSnapshot, { uses, recreated, revision }: SnapshotContext): SnapshotView {
  const jobs = relevant(host.jobs.list(snapshot.file));
  const { services, waiting } = withWaiting({ services: snapshot.status.services, uses, jobs });
  return {
    engine: engineView(snapshot.engine),
    status: { ...snapshot.status, services: [...services] },
    waiting: { ...waiting },
    recreated: { ...recreated },
    jobs: [...jobs],
    revision,
    ...(snapshot.changing === undefined || jobs.some(({ state }) => state === 'running') ? {} : { changing: snapshot.changing }),
    ...(snapshot.problem === undefined ? {} : { problem: snapshot.problem }),
    at: new Date().toISOString(),
  };
}
