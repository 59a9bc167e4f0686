import type { DeployItem, ObjectChange } from '../contract/deploy.ts';
import { StackyardError } from '../contract/errors.ts';
import { applyObject } from './apply.ts';
import { inOrder } from './order.ts';
import { findSurplus } from './prune.ts';
import { waitForRollout } from './rollout/wait.ts';
import { nameOf, type Cluster, type ClusterObject } from './types.ts';

export interface DeployInput {
  readonly stack: string;
  readonly namespace: string;
  readonly environment: string;
  readonly objects: readonly ClusterObject[];
  readonly dryRun: boolean;
  readonly force: boolean;
  /** Milliseconds for the roll-out. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

async function expectKinds(cluster: Cluster, objects: readonly ClusterObject[]): Promise<void> {
  const kinds = new Map(objects.map(({ apiVersion, kind }) => [`${kind} (${apiVersion})`, { apiVersion, kind }]));
  const missing: string[] = [];
  for (const [name, kind] of kinds) if (!(await cluster.knows(kind))) missing.push(name);
  if (missing.length === 0) return;
  throw new StackyardError('UNSUPPORTED', `The cluster of ${cluster.context} does not know ${missing.join(', ')}.`, { hint: 'Install what brings these kinds, or choose another way under export.kubernetes in the stack file. Nothing was changed.' });
}

const workloadKinds = new Set(['Deployment', 'StatefulSet', 'Job']);

/**
 * Applies all objects, waits until the workloads are ready, then removes what an earlier deployment left: pods of before read their old
 * config until then. A dry run asks the server about each object and keeps nothing.
 */
export async function* deploy(cluster: Cluster, input: DeployInput): AsyncGenerator<DeployItem> {
  const { stack, namespace, environment, dryRun, force, signal } = input;
  const begin = performance.now();
  const changes: Record<ObjectChange, number> = { created: 0, changed: 0, unchanged: 0, recreated: 0, pruned: 0, kept: 0 };
  const tell = (object: string, change: ObjectChange, fields: readonly string[] = []): DeployItem => {
    changes[change] += 1;
    return { type: 'object', object, change, fields };
  };
  const wanted = inOrder(input.objects);
  await expectKinds(cluster, wanted);
  const isNew = (await cluster.read({ apiVersion: 'v1', kind: 'Namespace', name: namespace })) === undefined;
  // What the cluster would refuse is found before anything is changed.
  if (!dryRun && !isNew) for (const object of wanted) await applyObject(cluster, object, { dryRun: true, force });
  for (const object of wanted) {
    // A server that is only asked does not have the namespace, so it could not take what stands in it.
    if (dryRun && isNew && object.metadata.namespace !== undefined) {
      yield tell(nameOf(object), 'created');
      continue;
    }
    const { change, fields } = await applyObject(cluster, object, { dryRun, force });
    yield tell(nameOf(object), change, fields);
  }
  if (dryRun && isNew) yield { type: 'note', message: `The namespace ${namespace} is not there yet, so the cluster was asked about none of the objects in it.` };
  if (!dryRun) {
    const workloads = wanted.filter(({ kind }) => workloadKinds.has(kind));
    for await (const view of waitForRollout(cluster, { namespace, stack, workloads, timeout: input.timeout, signal })) yield { type: 'workload', ...view };
  }
  const { removable, claims } = await findSurplus(cluster, { stack, namespace, wanted });
  for (const object of removable) {
    if (!dryRun) await cluster.remove(object);
    yield tell(nameOf(object), 'pruned');
  }
  for (const claim of claims) yield tell(nameOf(claim), 'kept');
  yield { type: 'done', context: cluster.context, namespace, environment, dryRun, changes, duration: Math.round(performance.now() - begin) };
}
