import type { ReplicaView } from '../../contract/views/service-detail.ts';
import type { Inspection, OwnContainer } from '../../engine/index.ts';
import type { Kept } from '../status/service.ts';

const hasEnded: readonly string[] = ['exited', 'dead', 'restarting'];

/** The containers of a service as the engine has them, in the order of their numbers. Pure. */
export function containerReplicas(service: string, containers: readonly OwnContainer[], inspections: ReadonlyMap<string, Inspection>): readonly ReplicaView[] {
  return containers
    .filter((each) => each.service === service && !each.leftover)
    .toSorted((one, other) => one.replica - other.replica)
    .map(({ replica, name, id, state: listed }) => {
      const inspection = inspections.get(id);
      const state = inspection?.state ?? listed;
      // `0001-01-01` before the first start.
      const hasStarted = inspection !== undefined && Date.parse(inspection.startedAt) > 0;
      return { replica, name, id, state, ...(hasStarted ? { startedAt: inspection.startedAt } : {}), ...(inspection !== undefined && hasEnded.includes(state) ? { exitCode: inspection.exitCode } : {}) };
    });
}

/** A host process in the same words: it has one replica, which its keeper knows. Pure. */
export function processReplicas(kept: Kept | undefined): readonly ReplicaView[] {
  if (kept === undefined) return [];
  const { pid, state, since, lastExit } = kept;
  const name = pid === undefined ? '' : String(pid);
  const isRunning = state === 'running' || state === 'orphaned';
  return [{ replica: 1, name, id: name, state, ...(isRunning ? { startedAt: since } : {}), ...(!isRunning && typeof lastExit?.code === 'number' ? { exitCode: lastExit.code } : {}) }];
}
