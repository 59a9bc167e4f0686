import type { DeployItem, ObjectChange } from '../contract/deploy.ts';
import { StackyardError } from '../contract/errors.ts';
import { applyObject, type Applied } from './apply.ts';
import { byKind, inOrder } from './order.ts';
import { findSurplus } from './prune.ts';
import { operatedKinds } from './rollout/operated-progress.ts';
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

const workloadKinds = new Set<string>(['Deployment', 'StatefulSet', 'Job', ...operatedKinds.map(([, kind]) => kind)]);

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
  const apply = (objects: readonly ClusterObject[], isDry: boolean): Promise<readonly Applied[]> => Promise.all(objects.map((object) => applyObject(cluster, object, { dryRun: isDry, force })));
  // What the cluster would refuse is found before anything is changed.
  const asked = dryRun || isNew ? [] : await apply(wanted, true);
  const asIs = new Set(asked.filter(({ change }) => change === 'unchanged').map(({ object }) => nameOf(object)));
  for (const objects of byKind(wanted)) {
    // A server that is only asked does not have the namespace, so it could not take what stands in it.
    const isAsked = !dryRun || !isNew || objects[0]?.metadata.namespace === undefined;
    const applied = isAsked ? await apply(objects.filter((object) => !asIs.has(nameOf(object))), dryRun) : objects.map((object): Applied => ({ object, change: 'created', fields: [] }));
    for (const { object, change, fields } of applied) yield tell(nameOf(object), change, fields);
  }
  for (const object of asIs) yield tell(object, 'unchanged');
  if (dryRun && isNew) yield { type: 'note', message: `The namespace ${namespace} is not there yet, so the cluster was asked about none of the objects in it.` };
  if (!dryRun) {
    const workloads = wanted.filter(({ kind }) => workloadKinds.has(kind));
    for await (const view of waitForRollout(cluster, { namespace, stack, workloads, timeout: input.timeout, signal })) yield { type: 'workload', ...view };
  }
  const { removable, kept } = await findSurplus(cluster, { stack, namespace, wanted });
  for (const object of removable) {
    if (!dryRun) await cluster.remove(object);
    yield tell(nameOf(object), 'pruned');
  }
  for (const object of kept) yield tell(nameOf(object), 'kept');
  yield { type: 'done', context: cluster.context, namespace, environment, dryRun, changes, duration: Math.round(performance.now() - begin) };
}
