import { operatedKinds } from './rollout/operated-progress.ts';
import { isManaged, type Cluster, type ClusterObject } from './types.ts';

/** Every kind that a stack is ever deployed as; what is not here is never removed, a PersistentVolumeClaim above all. */
const prunedKinds = [
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['v1', 'LimitRange'],
  ['v1', 'ResourceQuota'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['batch/v1', 'Job'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['bitnami.com/v1alpha1', 'SealedSecret'],
  ['monitoring.coreos.com/v1', 'ServiceMonitor'],
  ['monitoring.coreos.com/v1', 'PrometheusRule'],
] as const;

export interface Surplus {
  /** Ours, and not wanted any more. */
  readonly removable: readonly ClusterObject[];
  /** Claims that no workload of the stack asks for any more, and resources of operators: their data stay until somebody deletes them by name. */
  readonly kept: readonly ClusterObject[];
}

/** Of an earlier deployment of this stack: carries its labels, and was applied by us. What somebody else made stays, whatever its labels say. */
export async function findSurplus(cluster: Cluster, { stack, namespace, wanted }: { readonly stack: string; readonly namespace: string; readonly wanted: readonly ClusterObject[] }): Promise<Surplus> {
  const labelSelector = `app.kubernetes.io/part-of=${stack},app.kubernetes.io/managed-by=stackyard`;
  const keys = new Set(wanted.map(keyOf));
  const listed = async (kinds: readonly (readonly [apiVersion: string, kind: string])[]): Promise<readonly ClusterObject[]> => {
    const found: ClusterObject[] = [];
    for (const [apiVersion, kind] of kinds) found.push(...(await cluster.list({ apiVersion, kind, namespace, labelSelector })));
    return found.filter((object) => isManaged(object) && !keys.has(keyOf(object)));
  };
  const claims = await cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, labelSelector: `app.kubernetes.io/part-of=${stack}` });
  const workloads = new Set(wanted.filter(({ kind }) => kind === 'StatefulSet').map(({ metadata }) => metadata.name));
  return { removable: await listed(prunedKinds), kept: [...claims.filter((claim) => !keys.has(keyOf(claim)) && !isAsked(claim, workloads)), ...(await listed(operatedKinds))] };
}

/** A StatefulSet names its claims `VOLUME-SET-NUMBER`. */
function isAsked({ metadata: { name } }: ClusterObject, sets: ReadonlySet<string>): boolean {
  return [...sets].some((set) => new RegExp(`-${RegExp.escape(set)}-\\d+$`).test(name));
}

const keyOf = ({ apiVersion, kind, metadata }: ClusterObject): string => `${apiVersion.split('/')[0]}/${kind}/${metadata.name}`;
