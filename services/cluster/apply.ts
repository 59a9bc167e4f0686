import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectChange } from '../contract/deploy.ts';
import { StackyardError } from '../contract/errors.ts';
import { differencesOf } from '../export/kubernetes/kustomize/difference.ts';
import { isImmutable } from './client/failures.ts';
import { isManaged, nameOf, type ApplyOptions, type Cluster, type ClusterObject } from './types.ts';

export interface Applied {
  readonly object: ClusterObject;
  readonly change: ObjectChange;
  /** Fields that differ from before, as `/spec/replicas`. */
  readonly fields: readonly string[];
}

/** Brings one object to the cluster. A Job that cannot be changed in place is made anew; anything else that cannot is an error with what to do. */
export async function applyObject(cluster: Cluster, object: ClusterObject, options: ApplyOptions): Promise<Applied> {
  const { apiVersion, kind, metadata } = object;
  const before = await cluster.read({ apiVersion, kind, name: metadata.name, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) });
  try {
    const after = await cluster.apply(object, options);
    const fields = before === undefined ? [] : changedFields(before, after);
    return { object: after, change: before === undefined ? 'created' : fields.length > 0 ? 'changed' : 'unchanged', fields };
  } catch (error) {
    if (before === undefined || !isImmutable(error)) throw error;
    if (kind !== 'Job') throw cannotChange(object, error);
    if (options.dryRun) return { object, change: 'recreated', fields: [] };
    await cluster.remove(before);
    return { object: await applyWhenGone(cluster, object, options), change: 'recreated', fields: [] };
  }
}

/** The one before is taken away in the background, and its name is free only then. */
async function applyWhenGone(cluster: Cluster, object: ClusterObject, options: ApplyOptions): Promise<ClusterObject> {
  const end = performance.now() + 60_000;
  for (;;) {
    try {
      return await cluster.apply(object, options);
    } catch (error) {
      if (!isImmutable(error) || performance.now() > end) throw error;
      await sleep(200);
    }
  }
}

function cannotChange(object: ClusterObject, cause: unknown): StackyardError {
  const isStateful = object.kind === 'StatefulSet';
  const hint = isStateful
    ? `Its volumes keep their size and class. Take the change back, or delete the StatefulSet alone (kubectl delete statefulset ${object.metadata.name} --cascade=orphan), which keeps pods and data, and deploy again.`
    : 'Take the change back, or delete the object and deploy again.';
  return new StackyardError('UNSUPPORTED', `${nameOf(object)} cannot be changed in place: ${cause instanceof Error ? cause.message : String(cause)}`, { hint, cause });
}

/** What the server itself writes is no difference. */
function changedFields(before: ClusterObject, after: ClusterObject): readonly string[] {
  const fields = differencesOf(meant(before), meant(after)).map(({ path }) => path);
  // One that somebody else made the same becomes ours.
  return isManaged(before) ? fields : [...fields, '/metadata/managedFields'];
}

const bookkeeping = new Set(['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink']);

function meant({ status: _status, metadata, ...object }: ClusterObject): unknown {
  return { ...object, metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => !bookkeeping.has(key) && key !== 'annotations')), annotations: Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => key !== 'deployment.kubernetes.io/revision')) };
}
