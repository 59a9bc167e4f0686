import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { FolderView } from '../../../services/contract/views/project-view.ts';
import { useCore } from '../../lib/core.ts';

/** A folder with the pages of it that were asked for; the one before stays while the next is read. */
export function useFolder(folder: string | undefined, hidden: boolean) {
  const core = useCore();
  const { data, error, hasNextPage, fetchNextPage, isPlaceholderData, refetch } = useInfiniteQuery({
    queryKey: ['projects.browse', folder, hidden],
    queryFn: ({ signal, pageParam }) => core.projects.browse({ hidden, ...(folder === undefined ? {} : { folder }), ...(pageParam === undefined ? {} : { after: pageParam }) }, { signal, ...resumed }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.state === 'read' ? last.next : undefined),
    placeholderData: keepPreviousData,
    // Another program may have made a folder since.
    staleTime: 0,
  });
  const view = useMemo((): FolderView | undefined => {
    const [first, ...rest] = data?.pages ?? [];
    if (first?.state !== 'read') return first;
    return { ...first, folders: [first, ...rest].flatMap((page) => (page.state === 'read' ? page.folders : [])) };
  }, [data]);
  return { view, error, isComing: isPlaceholderData, more: hasNextPage ? fetchNextPage : undefined, again: refetch };
}
