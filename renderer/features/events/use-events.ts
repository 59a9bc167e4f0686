import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { InfrastructureEvent } from '../../../services/contract/results.ts';
import type { EventPageRequest } from '../../../services/contract/views/history-view.ts';
import { useCore } from '../../lib/core.ts';
import { useLive } from '../../lib/live.ts';

/** What is asked of the core; the rest of a filter is of the pages. */
export type EventFilter = Pick<EventPageRequest, 'services' | 'type' | 'status' | 'text' | 'since'>;

const pageSize = 200;
const mostFresh = 2_000;

export interface UsedEvents {
  /** The newest first. */
  readonly events: readonly InfrastructureEvent[];
  /** Came after the first page was asked for; the newest first. */
  readonly fresh: readonly InfrastructureEvent[];
  readonly error: unknown;
  readonly isLoaded: boolean;
  readonly loadOlder: () => void;
}

function lets({ services, type, status, text }: EventFilter, event: InfrastructureEvent): boolean {
  if (services !== undefined && !services.includes(event.service_name ?? '')) return false;
  if (type !== undefined && !event.event_type.startsWith(type)) return false;
  if (status !== undefined && event.status !== status) return false;
  return text === undefined || JSON.stringify([event.event_type, event.service_name, event.details]).toLowerCase().includes(text.toLowerCase());
}

/** Pages of the past, the newest first, and what happens from then on. */
export function useEvents(file: string, filter: EventFilter): UsedEvents {
  const core = useCore();
  const pages = useInfiniteQuery({
    queryKey: ['history.events', file, filter],
    queryFn: ({ pageParam, signal }) => core.history.events({ file, ...filter, limit: pageSize, ...(pageParam === undefined ? {} : { before: pageParam }) }, { signal, ...resumed }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ before }) => before,
    // What is new comes by the stream, also to a screen that comes back: it shows at once what it showed, with or without the core.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const newest = pages.data?.pages[0]?.newest;
  const live = useLive<{ readonly events: readonly InfrastructureEvent[] }, readonly InfrastructureEvent[]>({
    key: ['history.followEvents', file, newest],
    open: newest === undefined ? undefined : (signal) => core.history.followEvents({ file, after: newest }, { signal, ...resumed }),
    reduce: (before = [], { events }) => [...events.toReversed(), ...before].slice(0, mostFresh),
  });
  const events = useMemo(() => pages.data?.pages.flatMap((page) => page.events) ?? [], [pages.data]);
  const fresh = useMemo(() => (live.data ?? []).filter((event) => lets(filter, event)), [live.data, filter]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  return {
    events,
    fresh,
    error: pages.error ?? live.error,
    isLoaded: pages.data !== undefined,
    loadOlder: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
