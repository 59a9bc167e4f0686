import { expect, it, vi } from 'vitest';
import { createBell } from '../bell.ts';
import { paced } from './paced.ts';

it('tells the first change at once, and a burst after it together', async () => {
  vi.useFakeTimers();
  try {
    const bell = createBell();
    const stop = new AbortController();
    const items = paced({ bell, signal: stop.signal });
    await items.next();
    await vi.advanceTimersByTimeAsync(60);
    bell.ring();
    await items.next();
    let told = false;
    const next = items.next().then(() => (told = true));
    for (let ring = 0; ring < 100; ring += 1) bell.ring();
    await vi.advanceTimersByTimeAsync(39);
    expect(told).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await next;
    const none = items.next();
    stop.abort();
    expect(await none).toEqual({ done: true, value: undefined });
  } finally {
    vi.useRealTimers();
  }
});
