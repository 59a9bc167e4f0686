import { mebibytes, millicores, processors, quantityBytes } from '../amounts.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { amountsOf, resourcesOf, toolResources } from '../resources.ts';
import { mostReplicas, workloadOf } from '../workload.ts';

/** The namespace under Pod Security `restricted`, with bounds for all that runs in it. */
export function namespaceObjects(scope: Scope): readonly KubernetesObject[] {
  const { namespace, topology } = scope;
  const levels = ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted'] as const);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { ...labelsOf(topology.name, topology.name), ...Object.fromEntries(levels) } } },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'defaults', namespace, labels: labelsOf(topology.name, 'defaults') },
      spec: { limits: [{ type: 'Container', min: SMALLEST, max: largest(scope), defaultRequest: toolResources.requests, default: DEFAULT }] },
    },
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'bounds', namespace, labels: labelsOf(topology.name, 'bounds') }, spec: { hard: bounds(scope) } },
  ];
}

const SMALLEST = { cpu: '1m', memory: '4Mi', 'ephemeral-storage': '1Mi' };
const DEFAULT = { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '128Mi' };

/** Twice what the largest container of the stack may take: room for one of your own, and for an option that grows. */
function largest(scope: Scope): Readonly<Record<string, string>> {
  const all = [toolResources.limits, DEFAULT, ...scope.services.map((service) => resourcesOf(service).limits)];
  const most = (amounts: readonly number[]): number => 2 * Math.max(...amounts);
  return {
    cpu: processors(most(all.map(({ cpu }) => millicores(cpu)))),
    memory: mebibytes(most(all.map(({ memory }) => quantityBytes(memory)))),
    'ephemeral-storage': mebibytes(most(all.map((amounts) => quantityBytes(amounts['ephemeral-storage'])))),
  };
}

/** Twice what all replicas together may take: room for roll-outs, Jobs and a pod of your own, not for a runaway. */
function bounds(scope: Scope): Readonly<Record<string, string>> {
  let [cpu, memory, requestedCpu, requestedMemory, pods] = [2000, 2 ** 30, 500, 2 ** 29, 10];
  for (const service of scope.services) {
    const { requests, limits } = amountsOf(scope, service);
    const count = 2 * Math.max(1, mostReplicas(workloadOf(service, scope)));
    cpu += count * millicores(limits.cpu);
    memory += count * quantityBytes(limits.memory);
    requestedCpu += count * millicores(requests.cpu);
    requestedMemory += count * quantityBytes(requests.memory);
    pods += count;
  }
  return { 'requests.cpu': processors(requestedCpu), 'requests.memory': mebibytes(requestedMemory), 'limits.cpu': processors(cpu), 'limits.memory': mebibytes(memory), pods: String(pods) };
}
