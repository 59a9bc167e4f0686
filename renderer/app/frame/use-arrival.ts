import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type RefObject } from 'react';
import { arrive } from './arrival.ts';
import { isSameScreen } from './same-screen.ts';

/**
 * After each change of the screen the focus is in it, not at the top of the page. What changes in an address behind its path, as filters and
 * choices, moves nothing; nor does the first screen, which is read from the top.
 */
export function useArrival(main: RefObject<HTMLElement | null>): void {
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef<string>(undefined);
  useEffect(() => {
    const from = before.current;
    before.current = pathname;
    // `/` is no screen: it leads on to the first one.
    if (main.current === null || pathname === undefined || from === undefined || from === '/' || from === pathname) return undefined;
    return arrive(main.current, isSameScreen(from, pathname));
  }, [main, pathname]);
}
