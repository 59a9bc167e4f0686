import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { podLabels } from '../operators/index.ts';

/** One pod at a time: a drained node never waits for ever, not even where there is one pod only or none is healthy. */
export function disruptionBudget(scope: Scope, service: ContainerService): KubernetesObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: service.name, namespace: scope.namespace, labels: labelsOf(scope.topology.name, service.name, service) },
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: podLabels(scope, service.name) } },
  };
}
