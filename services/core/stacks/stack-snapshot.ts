import type { JobView } from '../../contract/views/job-view.ts';
import type { StackSnapshot as SnapshotView } from '../../contract/views/stack-view.ts';
import type { CoreHost } from '../router/host.ts';
import type { StackSnapshot } from '../supervisor/types.ts';
import { engineView } from './engine-view.ts';

/** Jobs of a stack that a person still cares about: those that run, and the last that ended. */
function relevant(jobs: readonly JobView[]): readonly JobView[] {
  const running = jobs.filter((job) => job.state === 'running');
  const ended = jobs.find((job) => job.state !== 'running');
  return ended === undefined ? running : [...running, ended];
}

/** A service that is not up waits for those of its uses that are not ready. */
function waitingOf(snapshot: StackSnapshot, uses: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  const states = new Map(snapshot.status.services.map(({ name, state }) => [name, state]));
  return Object.fromEntries(
    snapshot.status.services.flatMap(({ name, state }) => {
      if (state !== 'waiting') return [];
      const missing = (uses.get(name) ?? []).filter((used) => states.get(used) !== 'ready');
      return missing.length === 0 ? [] : [[name, `waits for ${missing.join(', ')}`]];
    }),
  );
}

export interface SnapshotContext {
  readonly uses: ReadonlyMap<string, readonly string[]>;
  readonly recreated: SnapshotView['recreated'];
  readonly revision: string;
}

export function stackSnapshot(host: Pick<CoreHost, 'jobs'>, snapshot: StackSnapshot, { uses, recreated, revision }: SnapshotContext): SnapshotView {
  return {
    engine: engineView(snapshot.engine),
    status: snapshot.status,
    waiting: waitingOf(snapshot, uses),
    recreated: { ...recreated },
    jobs: [...relevant(host.jobs.list(snapshot.file))],
    revision,
    ...(snapshot.problem === undefined ? {} : { problem: snapshot.problem }),
    at: new Date().toISOString(),
  };
}
