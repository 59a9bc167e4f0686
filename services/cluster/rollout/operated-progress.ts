import type { WorkloadObject } from './objects.ts';

export interface OperatedProgress {
  readonly ready: number;
  readonly wanted: number;
  readonly isDone: boolean;
  /** What its operator says about it. */
  readonly said: readonly string[];
}

/** Resources that operators make pods of. */
export const operatedKinds = [
  ['postgresql.cnpg.io/v1', 'Cluster'],
  ['rabbitmq.com/v1beta1', 'RabbitmqCluster'],
  ['elasticsearch.k8s.elastic.co/v1', 'Elasticsearch'],
] as const;

/** How far the operator of a resource is; undefined for workloads of Kubernetes itself. Each tells it in words of its own. */
export function operatedProgress(workload: WorkloadObject): OperatedProgress | undefined {
  const { kind, metadata, spec = {}, status = {} } = workload;
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  switch (kind) {
    case 'Cluster': {
      const wanted = spec.instances ?? 1;
      const ready = status.readyInstances ?? 0;
      return { ready, wanted, isDone: ready === wanted && status.phase === 'Cluster in healthy state', said: words(status.phase, status.phaseReason) };
    }
    case 'Elasticsearch': {
      const wanted = (spec.nodeSets ?? []).reduce((sum, { count = 0 }) => sum + count, 0);
      const ready = status.availableNodes ?? 0;
      return { ready, wanted, isDone: isSeen && ready === wanted && status.phase === 'Ready' && status.health !== 'red', said: words(status.phase, status.health === undefined ? undefined : `health ${status.health}`) };
    }
    case 'RabbitmqCluster': {
      const wanted = spec.replicas ?? 1;
      const all = status.conditions?.find(({ type }) => type === 'AllReplicasReady');
      const isDone = isSeen && all?.status === 'True';
      return { ready: isDone ? wanted : 0, wanted, isDone, said: words(all?.reason, all?.message) };
    }
    default:
      return undefined;
  }
}

/** Nothing from an operator may mean that there is none. */
function words(...found: readonly (string | undefined)[]): readonly string[] {
  const said = found.filter((each): each is string => each !== undefined && each !== '');
  return said.length === 0 ? ['its operator has said nothing yet: is it in the cluster?'] : [said.join(': ')];
}
