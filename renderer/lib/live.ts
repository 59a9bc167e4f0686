import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { StackyardError } from '../../services/contract/errors.ts';

/** What a stream told so far; after a failure the data stays. */
export interface Live<Data> {
  readonly data?: Data;
  readonly error?: StackyardError;
}

export interface LiveSource<Item, Data> {
  readonly key: readonly unknown[];
  /** Absent: nothing to follow yet. */
  readonly open: ((signal: AbortSignal) => Promise<AsyncIterable<Item>>) | undefined;
  readonly reduce: (before: Data | undefined, item: Item) => Data;
  /** The stream has said all there is; it is not opened again. */
  readonly isComplete?: (data: Data) => boolean;
}

interface Running {
  readonly controller: AbortController;
  followers: number;
}

const running = new Map<string, Running>();
const retryMilliseconds = 2_000;

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, retryMilliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function run<Item, Data>(client: QueryClient, source: LiveSource<Item, Data> & { readonly open: NonNullable<LiveSource<Item, Data>['open']> }, signal: AbortSignal): Promise<void> {
  const { key, open, reduce, isComplete } = source;
  while (!signal.aborted) {
    let data: Data | undefined;
    try {
      for await (const item of await open(signal)) {
        if (signal.aborted) return;
        data = reduce(data, item);
        client.setQueryData<Live<Data>>(key, { data });
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error, signal);
      client.setQueryData<Live<Data>>(key, (before) => ({ ...before, error: failure }));
    }
    if (data !== undefined && isComplete?.(data) === true) return;
    await pause(signal);
  }
}

/** Follows a stream; components with the same key share one. What it told is kept when the last of them goes, and shown at once next time. */
export function useLive<Item, Data>(source: LiveSource<Item, Data>): Live<Data> {
  const client = useQueryClient();
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  const id = JSON.stringify(source.key);
  const wanted = source.open !== undefined;
  useEffect(() => {
    const { open } = latest.current;
    if (!wanted || open === undefined) return undefined;
    const entry = running.get(id) ?? { controller: new AbortController(), followers: 0 };
    entry.followers += 1;
    if (entry.followers === 1) {
      running.set(id, entry);
      void run(client, { ...latest.current, open }, entry.controller.signal);
    }
    return () => {
      entry.followers -= 1;
      if (entry.followers > 0) return;
      running.delete(id);
      entry.controller.abort();
    };
  }, [client, id, wanted]);
  return useQuery<Live<Data>>({ queryKey: source.key, queryFn: skipToken, staleTime: Number.POSITIVE_INFINITY }).data ?? {};
}
