import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Inventory } from './inventory.ts';
import { textAt } from './read.ts';

/** The autoscalers that set the replicas of a workload. */
export function scalersOf(object: KubernetesObject, all: Inventory): readonly KubernetesObject[] {
  return all.beside(object, 'HorizontalPodAutoscaler').filter((scaler) => isTargetOf(object, scaler));
}

export function isTargetOf(object: KubernetesObject, scaler: KubernetesObject): boolean {
  return textAt(scaler, 'spec.scaleTargetRef.kind') === object.kind && textAt(scaler, 'spec.scaleTargetRef.name') === object.metadata.name;
}
