import { useCallback, useMemo } from 'react';
import { create } from 'zustand';
import { keepDraft, readDraft } from './option-drafts.ts';
import type { Typed } from './option-form.ts';

/** What was changed since this page was loaded; the rest stands in the tab's storage. */
const useChanged = create<Readonly<Record<string, Typed>>>()(() => ({}));

/** What was typed for a service's options and not written: it survives a reload and other screens. */
export function useDraft(file: string, service: string): readonly [Typed, (typed: Typed) => void] {
  const key = `${file} ${service}`;
  const kept = useMemo(() => readDraft(sessionStorage, { file, service }), [file, service]);
  const typed = useChanged((changed) => changed[key]) ?? kept;
  const keep = useCallback(
    (next: Typed) => {
      keepDraft(sessionStorage, { file, service }, next);
      useChanged.setState({ [key]: next });
    },
    [file, key, service],
  );
  return [typed, keep];
}
