import type { KubernetesObject } from '../../services/export/kubernetes/object.ts';
import { kubectlEnded } from './support.ts';

type Tree = Readonly<Record<string, unknown>>;
interface Template {
  readonly metadata: { readonly labels?: Record<string, string> };
  readonly spec: Tree & { readonly volumes?: readonly unknown[] };
}
interface Workload {
  readonly template: Template;
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

/** Pod Security speaks about pods; of a workload the server only warns. Each template as a pod, with the claims that a StatefulSet would give it. */
export function podsOf(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind)).map(({ metadata, spec }) => {
    const { template, volumeClaimTemplates = [] } = spec as Workload;
    const claims = volumeClaimTemplates.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: name } }));
    const { name, namespace = '' } = metadata;
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name: `${name}-0`, namespace, labels: template.metadata.labels ?? {} }, spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claims] } };
  });
}

/** What must be there for the server to judge the rest: it looks accounts and bounds of a namespace up. */
const first = ['Namespace', 'LimitRange', 'ResourceQuota', 'ServiceAccount'];

/** Asks the server about every object and every pod, and keeps nothing but the namespace with its bounds. Empty when it took all without a warning, else its words. */
export async function complaintsAbout(objects: readonly KubernetesObject[]): Promise<string> {
  const [base, rest] = [objects.filter(({ kind }) => first.includes(kind)), objects.filter(({ kind }) => !first.includes(kind))];
  const namespace = base.find(({ kind }) => kind === 'Namespace')?.metadata.name ?? '';
  const there = await apply(base, []);
  if (there !== '') return there;
  // A quota whose use was not counted yet refuses every pod.
  const counted = await kubectlEnded(['-n', namespace, 'wait', 'resourcequota/bounds', '--for=jsonpath={.status.hard}', '--timeout=30s']);
  if (counted.code !== 0) return counted.stderr;
  return apply([...rest, ...podsOf(objects)], ['--dry-run=server']);
}

async function apply(objects: readonly KubernetesObject[], options: readonly string[]): Promise<string> {
  const { code, stderr } = await kubectlEnded(['apply', '--server-side', '--force-conflicts', '--warnings-as-errors', ...options, '-f', '-'], objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return code === 0 && stderr === '' ? '' : stderr || `kubectl ended with ${code}`;
}
