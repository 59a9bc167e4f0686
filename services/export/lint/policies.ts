import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Inventory } from './inventory.ts';
import type { Pod } from './pods.ts';
import { listAt, shown, valueAt } from './read.ts';
import { selectorMatches } from './selector.ts';

/** The directions in which NetworkPolicies isolate these pods. */
export function policiesOf({ object, labels }: Pod, all: Inventory): ReadonlySet<string> {
  const policies = all.beside(object, 'NetworkPolicy').filter((policy) => selectorMatches(valueAt(policy, 'spec.podSelector'), labels));
  return new Set(policies.flatMap((policy) => directionsOf(policy)));
}

/** Without `policyTypes` a policy is about Ingress, and about Egress where it has such rules. */
function directionsOf(policy: KubernetesObject): readonly string[] {
  const types = listAt(policy, 'spec.policyTypes');
  return types.length > 0 ? types.map(shown) : ['Ingress', ...(listAt(policy, 'spec.egress').length > 0 ? ['Egress'] : [])];
}
