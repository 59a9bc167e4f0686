import { useEffect } from 'react';

/** What the tab, and the window in the desktop app, is called: `shop – Logs – Stackyard`. Parts that are not known yet are left out. */
export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts, 'Stackyard'].filter((part) => part !== undefined).join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
