import type { WorkloadView } from '../../contract/deploy.ts';
import type { ClusterEvent, Pod, WorkloadObject } from './objects.ts';
import { operatedProgress } from './operated-progress.ts';
import { reasonsOf, type PodReason } from './pod-reasons.ts';

export interface JudgedWorkload extends WorkloadView {
  /** Does not come by itself. */
  readonly isHopeless: boolean;
  readonly logs: readonly NonNullable<PodReason['log']>[];
}

/** How far a workload is, and why not further. `pods` and `events` of the namespace. Pure. */
export function judge(workload: WorkloadObject, pods: readonly Pod[], events: readonly ClusterEvent[]): JudgedWorkload {
  const object = `${workload.kind}/${workload.metadata.name}`;
  const operated = operatedProgress(workload);
  const { ready, wanted, isDone, failure }: Progress = operated ?? progressOf(workload);
  if (isDone) return { object, state: 'ready', ready, wanted, reasons: [], isHopeless: false, logs: [] };
  const own = pods.filter((pod) => isOf(workload, pod) && pod.metadata.deletionTimestamp === undefined);
  const found = own.flatMap(reasonsOf);
  // A pod that was never made has no status: the controller says why.
  const refused = ready + own.length < wanted ? events.filter(({ type, reason, involvedObject }) => type === 'Warning' && reason === 'FailedCreate' && belongs(workload, involvedObject?.name)).slice(-1) : [];
  const reasons = [...(failure === undefined ? [] : [failure]), ...refused.map(({ message }) => `pods are refused: ${message ?? ''}`), ...found.map(({ text }) => text), ...(operated?.said ?? [])];
  return {
    object,
    state: failure === undefined ? 'waiting' : 'failed',
    ready,
    wanted,
    reasons: [...new Set(reasons)],
    isHopeless: failure !== undefined || found.some(({ isHopeless }) => isHopeless),
    logs: found.flatMap(({ log }) => (log === undefined ? [] : [log])),
  };
}

interface Progress {
  readonly ready: number;
  readonly wanted: number;
  readonly isDone: boolean;
  readonly failure?: string;
}

function progressOf({ kind, metadata, spec = {}, status = {} }: WorkloadObject): Progress {
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const condition = (type: string) => status.conditions?.find((each) => each.type === type);
  switch (kind) {
    case 'Deployment': {
      const wanted = spec.replicas ?? 1;
      const updated = status.updatedReplicas ?? 0;
      const stuck = condition('Progressing');
      const isDone = isSeen && updated === wanted && (status.replicas ?? 0) === wanted && (status.availableReplicas ?? 0) === wanted;
      const failure = isSeen && stuck?.status === 'False' && stuck.reason === 'ProgressDeadlineExceeded' ? { failure: 'it did not get further within its deadline' } : {};
      return { ready: Math.min(updated, status.availableReplicas ?? 0), wanted, isDone, ...failure };
    }
    case 'StatefulSet': {
      const wanted = spec.replicas ?? 1;
      const isNewest = wanted === 0 || status.updateRevision === undefined || status.updateRevision === status.currentRevision || (status.updatedReplicas ?? 0) === wanted;
      return { ready: isNewest ? (status.readyReplicas ?? 0) : Math.min(status.updatedReplicas ?? 0, status.readyReplicas ?? 0), wanted, isDone: isSeen && isNewest && (status.readyReplicas ?? 0) === wanted && (status.replicas ?? 0) === wanted };
    }
    case 'Job': {
      const wanted = spec.completions ?? 1;
      const failed = condition('Failed');
      return { ready: status.succeeded ?? 0, wanted, isDone: condition('Complete')?.status === 'True', ...(failed?.status === 'True' ? { failure: `it gave up: ${failed.message ?? failed.reason ?? ''}` } : {}) };
    }
    default:
      return { ready: 1, wanted: 1, isDone: true };
  }
}

/** Pods carry what their workload selects by; a Job selects by a number of its own, and its pods carry its name. */
function isOf({ kind, metadata, spec }: WorkloadObject, pod: Pod): boolean {
  const labels = pod.metadata.labels ?? {};
  if (kind === 'Job') return labels['batch.kubernetes.io/job-name'] === metadata.name;
  const selected = Object.entries(spec?.selector?.matchLabels ?? {});
  return selected.length > 0 && selected.every(([key, value]) => labels[key] === value);
}

/** Events about pods that were not made stand at the ReplicaSet, which is named after its Deployment. */
const belongs = ({ metadata }: WorkloadObject, name: string | undefined): boolean => name !== undefined && (name === metadata.name || new RegExp(`^${RegExp.escape(metadata.name)}-[a-z0-9]+$`).test(name));
