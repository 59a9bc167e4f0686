import type { PlanView } from '../../../services/contract/results.ts';

/** What *Apply file* would change of what runs: the cause by service. Undefined while it is not known. */
export type Pending = ReadonlyMap<string, string>;

/** The first cause of each service; what waits for another, or is only asked, changes nothing. */
export function pendingOf({ steps }: PlanView): Pending {
  const pending = new Map<string, string>();
  for (const { service, kind, cause } of steps) if (service !== undefined && !kind.startsWith('wait') && !pending.has(service)) pending.set(service, cause);
  return pending;
}
