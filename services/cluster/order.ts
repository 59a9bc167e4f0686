import type { ClusterObject } from './types.ts';

/** What others need comes before them; what is not named here comes between services and workloads. */
const first = ['Namespace', 'ResourceQuota', 'LimitRange', 'ServiceAccount', 'NetworkPolicy', 'ExternalSecret', 'SealedSecret', 'Secret', 'ConfigMap', 'PersistentVolumeClaim', 'Service'];
const last = ['StatefulSet', 'Deployment', 'Job', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'Gateway', 'HTTPRoute', 'Ingress'];

function rank({ kind }: ClusterObject): number {
  const [early, late] = [first.indexOf(kind), last.indexOf(kind)];
  if (early >= 0) return early;
  return late < 0 ? first.length : first.length + 1 + late;
}

/** In the order in which they are applied; by name within a kind. */
export function inOrder(objects: readonly ClusterObject[]): readonly ClusterObject[] {
  return objects.toSorted((a, b) => rank(a) - rank(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** Objects of one kind need nothing of each other. */
export function byKind(ordered: readonly ClusterObject[]): readonly (readonly ClusterObject[])[] {
  return [...Map.groupBy(ordered, ({ kind }) => kind).values()];
}
