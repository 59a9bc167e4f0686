import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';

/** An account of its own for each workload, without a token: nothing here talks to the cluster's API. */
export function serviceAccount(scope: Scope, name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: scope.namespace, labels: labelsOf(scope.topology.name, name) }, automountServiceAccountToken: false };
}
