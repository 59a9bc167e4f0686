import { setTimeout as pause } from 'node:timers/promises';

const pulls = new Set<() => boolean>();

/** Registers a pull for as long as it runs; `isWaiting` tells whether it waits for a download slot of the engine. */
export function underWay(isWaiting: () => boolean): Disposable {
  pulls.add(isWaiting);
  return { [Symbol.dispose]: () => void pulls.delete(isWaiting) };
}

/** Some pull waits for a slot. */
export function someWait(): boolean {
  return [...pulls].some((isWaiting) => isWaiting());
}

/**
 * Before a stalled pull is tried again: lets those go first that wait for a slot. The engine has three slots, so three stalled
 * pulls that start over at once would keep a good one waiting for ever.
 */
export async function letWaitingGoFirst(limit: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + limit;
  while (performance.now() < end && someWait()) await pause(100, undefined, { signal });
}
