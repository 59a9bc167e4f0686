import { useSyncExternalStore } from 'react';
import { draftOf, onDrafts, storeDrafts, type Draft } from './drafts.ts';

function subscribe(listener: () => void): () => void {
  const end = onDrafts(listener);
  addEventListener('pagehide', storeDrafts);
  return () => {
    end();
    removeEventListener('pagehide', storeDrafts);
    storeDrafts();
  };
}

/** What was typed for a file and is not written; it outlives the screen and a reload. */
export function useDraft(file: string): Draft | undefined {
  return useSyncExternalStore(subscribe, () => draftOf(file));
}
