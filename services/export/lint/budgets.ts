import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Inventory } from './inventory.ts';
import type { Pod } from './pods.ts';
import { valueAt } from './read.ts';
import { selectorMatches } from './selector.ts';

/** The PodDisruptionBudgets that count these pods. */
export function budgetsOf({ object, labels }: Pod, all: Inventory): readonly KubernetesObject[] {
  return all.beside(object, 'PodDisruptionBudget').filter((budget) => selectorMatches(valueAt(budget, 'spec.selector'), labels));
}
