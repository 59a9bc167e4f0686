import { join, resolve } from 'node:path';
import { connectCluster, deploy, type ClusterObject } from '../../cluster/index.ts';
import type { DeployOptions } from '../../contract/core.ts';
import type { DeployItem } from '../../contract/deploy.ts';
import { builtObjects } from '../../export/kubernetes/kustomize/build.ts';
import { translationReport } from '../../export/kubernetes/report/index.ts';
import { scopeOf } from '../../export/kubernetes/scope.ts';
import { chooseSecrets } from '../deploy/secret-values.ts';
import { kubernetesInputOf } from '../export/input.ts';
import { editedFiles } from '../export/output-folder.ts';
import { expectExpressible } from '../export/refusal.ts';
import type { Session } from '../session.ts';

/**
 * Brings the stack to a cluster, as the export of the same environment would. Needs no engine.
 * @throws StackyardError REFUSED_FOR_SAFETY for what would not run there, UNSUPPORTED for secrets that only the user can give or what the cluster
 * refuses, CONFLICT where somebody else manages a field, NOT_READY with reasons when the roll-out does not end.
 */
export async function* deployStack(session: Session, options: DeployOptions, signal: AbortSignal): AsyncGenerator<DeployItem> {
  const { file, context, environment = 'production', folder, dryRun = false, force = false, timeoutSeconds = 300, kubeconfig } = options;
  const topology = await session.load(file);
  const input = await kubernetesInputOf(session, topology, options);
  expectExpressible(topology.name, translationReport(scopeOf(input, 'production')));
  const cluster = connectCluster({ context, signal, ...(kubeconfig === undefined ? {} : { kubeconfig: resolve(kubeconfig) }) });
  const scope = scopeOf(input, environment);
  yield { type: 'note', message: `${topology.name} to the namespace ${scope.namespace} of ${context} (${cluster.server})${dryRun ? ', to look only' : ''}.` };
  const exported = folder === undefined ? join(topology.directory, 'deploy', 'kubernetes') : resolve(folder);
  const edited = editedFiles(exported, { target: 'kubernetes', below: ['base', `overlays/${environment}`] });
  if (edited.length > 0) yield { type: 'note', message: `${exported} has edits of yours in ${edited.slice(0, 3).join(', ')}${edited.length > 3 ? ` and ${edited.length - 3} more` : ''}, which are not deployed: this deploys the stack file. With them: kubectl apply -k ${join(exported, 'overlays', environment)}` };
  const { values, generated } = await chooseSecrets({ cluster, scope, redactor: session.redactor, folder: exported });
  // Plain JSON, as the API takes it.
  const objects = builtObjects(scope, values) as unknown as readonly ClusterObject[];
  const items = deploy(cluster, { stack: topology.name, namespace: scope.namespace, environment, objects, dryRun, force, timeout: timeoutSeconds * 1_000, signal });
  for await (const item of items) {
    if (item.type === 'done' && generated.length > 0) yield { type: 'note', message: `${dryRun ? 'Would be made' : 'Made'} for this cluster, kept in its Secrets alone: ${generated.join(', ')}.` };
    yield item;
  }
}
