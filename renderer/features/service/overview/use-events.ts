import { useQuery, useQueryClient } from '@tanstack/react-query';
import { resumed } from '../../../../services/contract/connect/core-client.ts';
import type { InfrastructureEvent } from '../../../../services/contract/results.ts';
import { useCore } from '../../../lib/core.ts';
import { useLive } from '../../../lib/live.ts';
import { useCurrentStack } from '../../../lib/stacks.ts';

const mostEvents = 40;

/** The newest events of a service, the newest first: what is kept at once, then each as it comes. */
export function useServiceEvents(service: string) {
  const core = useCore();
  const client = useQueryClient();
  const { file } = useCurrentStack().summary;
  const key = ['history.events', file, service];
  const page = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await core.history.events({ file, services: [service], limit: mostEvents }, { signal, ...resumed })).events,
    staleTime: 0,
  });
  useLive({
    key: ['history.followEvents', file, service],
    open: (signal) => core.history.followEvents({ file, services: [service] }, { signal, ...resumed }),
    reduce: (count: number | undefined, { events }) => {
      client.setQueryData<readonly InfrastructureEvent[]>(key, (before = []) => {
        const known = new Set(before.map(({ id }) => id));
        return [...events.toReversed().filter(({ id }) => !known.has(id)), ...before].slice(0, mostEvents);
      });
      return (count ?? 0) + events.length;
    },
  });
  return page;
}
