import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkloadView } from '../../contract/deploy.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { Cluster, ClusterObject } from '../types.ts';
import type { ClusterEvent, WorkloadObject } from './objects.ts';
import { judge, type JudgedWorkload } from './workload-view.ts';

export interface RolloutOptions {
  readonly namespace: string;
  readonly stack: string;
  /** Deployments, StatefulSets and Jobs that were applied. */
  readonly workloads: readonly ClusterObject[];
  /** Milliseconds that all of it may take. */
  readonly timeout: number;
  /** Milliseconds for which what does not come by itself is given another chance: a registry may be busy. */
  readonly patience?: number;
  readonly signal: AbortSignal;
}

const interval = 1_000;
const usualPatience = 30_000;

/**
 * Each change of each workload until all are ready. Waiting is cancelled by the signal, which leaves the cluster as it is.
 * @throws StackyardError NOT_READY with the reasons of every workload that is not ready, once time is up or nothing is left to wait for.
 */
export async function* waitForRollout(cluster: Cluster, options: RolloutOptions): AsyncGenerator<WorkloadView> {
  const { timeout, signal, patience = usualPatience } = options;
  const end = performance.now() + timeout;
  const told = new Map<string, string>();
  const hopelessSince = new Map<string, number>();
  for (;;) {
    const all = await lookAt(cluster, options);
    const now = performance.now();
    for (const { isHopeless, logs: _logs, ...view } of all) {
      if (isHopeless) hopelessSince.set(view.object, hopelessSince.get(view.object) ?? now);
      else hopelessSince.delete(view.object);
      const text = JSON.stringify(view);
      // What was ready all along is no news.
      if (told.get(view.object) !== text && (view.state !== 'ready' || told.has(view.object))) yield view;
      told.set(view.object, text);
    }
    const missing = all.filter(({ state }) => state !== 'ready');
    if (missing.length === 0) return;
    const isLost = missing.some(({ object, state }) => state === 'failed' || now - (hopelessSince.get(object) ?? now) > patience);
    if (isLost || now > end) throw await failureOf(cluster, options, { missing, isLost });
    await sleep(interval, undefined, { signal });
  }
}

async function lookAt(cluster: Cluster, { namespace, stack, workloads }: RolloutOptions): Promise<readonly JudgedWorkload[]> {
  const labelSelector = `app.kubernetes.io/part-of=${stack}`;
  const kinds = [...new Map(workloads.map(({ apiVersion, kind }) => [kind, { apiVersion, kind }])).values()];
  const [pods, events, ...lists] = await Promise.all([
    cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labelSelector }),
    cluster.list({ apiVersion: 'v1', kind: 'Event', namespace }),
    ...kinds.map((kind) => cluster.list({ ...kind, namespace, labelSelector })),
  ]);
  const current = new Map(lists.flat().map((object) => [`${object.kind}/${object.metadata.name}`, object]));
  return workloads.map((workload) => {
    // As the API server gives them; each field is looked at as one that may be missing.
    const seen = (current.get(`${workload.kind}/${workload.metadata.name}`) ?? workload) as unknown as WorkloadObject;
    return judge(seen, pods, events as unknown as readonly ClusterEvent[]);
  });
}

async function failureOf(cluster: Cluster, { namespace, timeout }: RolloutOptions, { missing, isLost }: { readonly missing: readonly JudgedWorkload[]; readonly isLost: boolean }): Promise<StackyardError> {
  const related: StackyardError[] = [];
  for (const { object, reasons, logs, ready, wanted } of missing) {
    const [log] = logs;
    const lines = log === undefined ? [] : await cluster.logs({ namespace, ...log });
    const said = lines.length === 0 ? '' : `\n  ${lines.join('\n  ')}`;
    related.push(new StackyardError('NOT_READY', `${object}, ${ready} of ${wanted} ready: ${reasons.length === 0 ? 'it has not begun' : reasons.join('; ')}${said}`));
  }
  const message = isLost ? `${missing.length === 1 ? 'One workload does' : `${missing.length} workloads do`} not become ready.` : `Not everything is ready after ${Math.round(timeout / 1_000)} s.`;
  return new StackyardError('NOT_READY', message, { related, hint: `What was applied stays, and pods of before go on where there were any; mend the cause and deploy again. More: kubectl -n ${namespace} get pods` });
}
