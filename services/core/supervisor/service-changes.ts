import { isDeepStrictEqual } from 'node:util';
import type { ServiceStatus } from '../../contract/results.ts';
import type { StackDetail } from './types.ts';

type ServiceChange = Extract<StackDetail, { type: 'service' }>;

/** What differs from the statuses told last. `late`: it happened while nobody looked. Pure. */
export function changesBetween({ before, now, late }: { readonly before: readonly ServiceStatus[]; readonly now: readonly ServiceStatus[]; readonly late: boolean }): readonly ServiceChange[] {
  const told = new Map(before.map((each) => [each.name, each]));
  return now.flatMap((status) => {
    const earlier = told.get(status.name);
    if (isDeepStrictEqual(earlier, status)) return [];
    const { name, state, cause } = status;
    const isLate = late && earlier?.state !== state && (earlier !== undefined || (state !== 'ready' && state !== 'starting'));
    return [{ type: 'service', service: name, state, before: earlier?.state, status, ...(cause === undefined ? {} : { cause }), ...(isLate ? { seenLate: true as const } : {}) } satisfies ServiceChange];
  });
}
