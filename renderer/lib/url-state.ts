import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Search = Readonly<Record<string, string>>;

/** Addresses carry plain text: `?service=cache&view=table`. */
export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text));

export function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).flatMap(([key, value]): [string, string][] => (typeof value === 'string' && value !== '' ? [[key, value]] : []));
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}

/** What changes with each key press, or is said once: the way back must not go through it. */
const passing: ReadonlySet<string> = new Set(['filter', 'name', 'notice']);

/** All state that lives in the address, and a way to change one part of it. */
export function useUrlStates(): readonly [Search, (key: string, value: string | undefined) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (key: string, value: string | undefined) => {
      void navigate({ to: '.', search: (before: Search) => ({ ...before, [key]: value }) as never, replace: passing.has(key) });
    },
    [navigate],
  );
  return [search, change];
}

/** State that lives in the address: a reload and a pasted link bring it back. `undefined` takes it out. */
export function useUrlState(key: string): readonly [string | undefined, (value: string | undefined) => void] {
  const [search, change] = useUrlStates();
  return [search[key], useCallback((value: string | undefined) => change(key, value), [change, key])];
}
