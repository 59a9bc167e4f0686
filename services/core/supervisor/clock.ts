/** A tick later than this (ms) means that the machine slept or this process was frozen. */
const TOO_LATE = 5_000;
const TICK = 1_000;

export interface ClockHandlers {
  tick(): void;
  /** Before the tick that notices it. */
  woke(milliseconds: number): void;
}

export interface ClockReading {
  readonly monotonic: number;
  readonly wall: number;
}

/**
 * How long (ms) nothing ran between two ticks; 0 when all is well. Linux's monotonic clock stands still in a suspend and goes on while
 * a process is frozen; the wall clock shows both, but is set by hand as well: backwards never counts. Pure.
 */
export function sleptBetween(before: ClockReading, now: ClockReading): number {
  const monotonic = now.monotonic - before.monotonic - TICK;
  const wall = now.wall - before.wall - TICK;
  const slept = Math.max(monotonic, wall);
  return slept > TOO_LATE ? slept : 0;
}

/** One timer for everything that is looked at regularly: after a sleep it fires once, however long that was. */
export function startClock(handlers: ClockHandlers): Disposable {
  const read = (): ClockReading => ({ monotonic: performance.now(), wall: Date.now() });
  let last = read();
  const timer = setInterval(() => {
    const now = read();
    const slept = sleptBetween(last, now);
    last = now;
    if (slept > 0) handlers.woke(slept);
    handlers.tick();
  }, TICK);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
