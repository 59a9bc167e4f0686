import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { failureOf } from '../../../../services/contract/connect/failures.ts';
import { resumed } from '../../../../services/contract/connect/core-client.ts';
import type { EditPreview } from '../../../../services/contract/views/stack-file-view.ts';
import { useCore } from '../../../lib/core.ts';
import { tellFailure, useStartJob } from '../../../lib/jobs.ts';
import type { FormChange } from './option-form.ts';

const restMilliseconds = 300;

/** The value after it has rested for a moment. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

export interface OptionChangeInput {
  readonly file: string;
  readonly service: string;
  readonly options: FormChange['options'];
  /** The file's revision: a preview of an older one is worth nothing. */
  readonly revision: string;
}

/** Previews a change of options as it is typed, and applies it: writes the file, then brings the stack there. */
export function useOptionChange({ file, service, options, revision }: OptionChangeInput, onApplied: () => void) {
  const core = useCore();
  const { mutateAsync: start } = useStartJob();
  const wanted = JSON.stringify(options);
  const rested = useRested(wanted);
  const isEmpty = rested === '{}';
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['files.preview', file, service, rested, revision],
    queryFn: ({ signal }) => core.files.preview({ file, edit: { type: 'set-options', service, options: JSON.parse(rested) as FormChange['options'] } }, { signal, ...resumed }),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const { mutate: apply, isPending: isApplying } = useMutation({
    mutationFn: async ({ text, hash, plan }: EditPreview) => {
      await core.files.write({ file, text, hash });
      onApplied();
      if (plan !== undefined && plan.steps.length > 0) await start({ file, verb: 'up' });
    },
    onError: (failure) => tellFailure(`The options of ${service} were not changed`, failure),
  });
  return { preview: isEmpty ? undefined : data, failure: error === null ? undefined : failureOf(error), isStale: wanted !== rested || isPlaceholderData, apply, isApplying };
}
