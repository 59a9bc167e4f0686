import { useSyncExternalStore } from 'react';
import { formatAgo } from '../lib/format.ts';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all of them. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** `3 m 12 s ago`, kept current; the exact time in UTC on hover. */
export function RelativeTime({ time }: { readonly time: string | number }) {
  const current = useSyncExternalStore(subscribe, () => now);
  const date = new Date(time);
  return (
    <time dateTime={date.toISOString()} title={`${date.toLocaleString()} · ${date.toISOString()}`}>
      {formatAgo(date.getTime(), current)}
    </time>
  );
}
