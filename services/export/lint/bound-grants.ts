import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Inventory } from './inventory.ts';
import { textAt } from './read.ts';
import { grantsOf, type Grant } from './rule.ts';

/** What a binding gives: the rules of its role, where that is among the objects. */
export function boundGrants(binding: KubernetesObject, all: Inventory): readonly Grant[] {
  const kind = textAt(binding, 'roleRef.kind') ?? '';
  const roles = kind === 'Role' ? all.beside(binding, kind) : all.ofKind(kind);
  return roles.filter(({ metadata }) => metadata.name === textAt(binding, 'roleRef.name')).flatMap((role) => grantsOf(role));
}
