import { RouterProvider } from '@tanstack/react-router';
import { startTransition, useEffect, useReducer } from 'react';
import { router } from './router.tsx';

const changesBetween = 50;

/**
 * What the address leads to. The router tells React with each change of the address of a state that never differs; React keeps that until
 * the router's own component is drawn again, which nothing else would do: it would grow for as long as the page is open.
 */
export function Pages() {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    let changes = 0;
    return router.subscribe('onResolved', () => {
      changes = (changes + 1) % changesBetween;
      if (changes === 0) startTransition(drawAgain);
    });
  }, []);
  return <RouterProvider router={router} />;
}
