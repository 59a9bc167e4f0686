import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Inventory } from './inventory.ts';
import { numberAt } from './read.ts';
import { scalersOf } from './scalers.ts';

/** The fewest replicas that a workload has: its own number, else that of its autoscaler, else 1. */
export function replicasOf(object: KubernetesObject, all: Inventory): number {
  const own = numberAt(object, 'spec.replicas');
  if (own !== undefined) return own;
  const [scaler] = scalersOf(object, all);
  return (scaler === undefined ? undefined : numberAt(scaler, 'spec.minReplicas')) ?? 1;
}
