import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { ExportPreview, ExportRequest, ExportWritten } from '../../../services/contract/views/export-view.ts';
import { useCore } from '../../lib/core.ts';

const nameOf = (request: unknown): string => JSON.stringify(request);

/** What an export would do, asked again when the stack changed or the window is looked at again; and the writing of just that. */
export function useExport(request: ExportRequest, revision: string | undefined) {
  const core = useCore();
  const name = nameOf(request);
  const { data: preview, error, isPlaceholderData, isFetching, refetch } = useQuery<ExportPreview>({
    queryKey: ['exports.preview', request, revision],
    queryFn: ({ signal }) => core.exports.preview(request, { signal, ...resumed }),
    enabled: revision !== undefined,
    // Of the same export alone: another one's files would be taken for this one's.
    placeholderData: (before, query) => (query !== undefined && nameOf(query.queryKey[1]) === name ? before : undefined),
    staleTime: 0,
  });
  useEffect(() => {
    // Files are edited in another window, which may stand beside this one.
    const onFocus = (): void => void refetch({ cancelRefetch: false });
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [refetch]);
  const [ended, setEnded] = useState<{ readonly name: string; readonly failure?: Error; readonly written?: ExportWritten; /** What was seen right afterwards. */ readonly digest?: string | undefined }>();
  const { mutate, isPending: isWriting } = useMutation({
    mutationFn: ({ digest }: ExportPreview) => core.exports.write({ ...request, digest }),
    // Either way what is on disk may be something else now.
    onSuccess: async (written) => {
      setEnded({ name, written });
      let seen = await refetch();
      // The stack was read anew meanwhile: what is shown until that is asked for is of before the writing.
      while (seen.isPlaceholderData) seen = await refetch();
      setEnded({ name, written, digest: seen.data?.digest });
    },
    onError: async (failure) => {
      setEnded({ name, failure });
      await refetch();
    },
  });
  const last = ended?.name === name ? ended : undefined;
  return {
    preview,
    error,
    /** What is shown is not known to be so any more. */
    isOld: isPlaceholderData || error !== null,
    isFetching,
    again: () => void refetch(),
    write: mutate,
    isWriting,
    /** Until something changes again: then it is history. */
    written: last?.digest === undefined || last.digest === preview?.digest ? last?.written : undefined,
    writeFailure: last?.failure,
    /** Takes away what was said of the last writing. */
    dismiss: () => setEnded(undefined),
  };
}
