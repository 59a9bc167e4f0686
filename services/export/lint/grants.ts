import { shown } from './read.ts';
import type { Grant } from './rule.ts';

export const changingVerbs: readonly string[] = ['create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate', '*'];

/** Whether one grant lets one of the verbs be used on one of the resources; a wildcard counts only where it is among those wanted. */
export function mayDo(grants: readonly Grant[], verbs: readonly string[], resources: readonly string[]): boolean {
  return grants.some((grant) => grant.verbs.some((verb) => verbs.includes(shown(verb))) && grant.resources.some((resource) => resources.includes(shown(resource))));
}
