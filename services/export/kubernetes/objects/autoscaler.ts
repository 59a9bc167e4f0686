import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { workloadOf } from '../workload.ts';

export function autoscaler(scope: Scope, service: ContainerService): KubernetesObject | undefined {
  const { kind, replicas } = workloadOf(service, scope);
  if (replicas.by === 'fixed') return undefined;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: service.name, namespace: scope.namespace, labels: labelsOf(scope.topology.name, service.name, service) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind, name: service.name },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 75 } } }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    },
  };
}
