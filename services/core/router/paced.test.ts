import { expect, it } from 'vitest';
import { createBell } from '../bell.ts';
import { paced } from './paced.ts';

it('tells the first change at once, and a burst after it together', async () => {
  const bell = createBell();
  const stop = new AbortController();
  const items = paced({ bell, signal: stop.signal });
  await items.next();
  await new Promise((resolve) => setTimeout(resolve, 60));
  const began = performance.now();
  bell.ring();
  await items.next();
  expect(performance.now() - began).toBeLessThan(20);
  for (let ring = 0; ring < 100; ring += 1) bell.ring();
  await items.next();
  expect(performance.now() - began).toBeGreaterThanOrEqual(39);
  const none = items.next();
  stop.abort();
  expect(await none).toEqual({ done: true, value: undefined });
});
