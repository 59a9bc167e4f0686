import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Inventory } from './inventory.ts';
import type { Pod } from './pods.ts';
import { recordAt } from './read.ts';
import { type Labels, labelsMatch } from './selector.ts';

/** The Services of the object's namespace that send to pods with these labels. */
export function servicesOf(object: KubernetesObject, labels: Labels, all: Inventory): readonly KubernetesObject[] {
  return all.beside(object, 'Service').filter((service) => labelsMatch(recordAt(service, 'spec.selector'), labels));
}

export const isServed = ({ object, labels }: Pod, all: Inventory): boolean => servicesOf(object, labels, all).length > 0;
