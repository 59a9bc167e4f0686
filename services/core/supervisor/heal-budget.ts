/** Starts again so often within the window; more is a loop that starting again does not mend. */
const TRIES = 5;
const WINDOW = 120_000;
const FIRST_PAUSE = 1_000;

/** Counts starts by service; times are monotonic milliseconds. */
export interface HealBudget {
  /** True when the service may be started again now; counts it. */
  take(service: string, now: number): boolean;
  /** Starts within the window. */
  taken(service: string, now: number): number;
  /** From when on it may be started again: the first time at once, then after pauses that double. */
  notBefore(service: string, now: number): number;
  /** A start that never reached the service does not count. */
  giveBack(service: string): void;
  forget(service: string): void;
}

export function createHealBudget(): HealBudget {
  const all = new Map<string, readonly number[]>();
  const recent = (service: string, now: number): readonly number[] => (all.get(service) ?? []).filter((time) => now - time < WINDOW);
  return {
    take(service, now) {
      const times = recent(service, now);
      const allowed = times.length < TRIES;
      all.set(service, allowed ? [...times, now] : times);
      return allowed;
    },
    taken: (service, now) => recent(service, now).length,
    notBefore(service, now) {
      const times = recent(service, now);
      const last = times.at(-1);
      return last === undefined ? now : last + FIRST_PAUSE * 2 ** (times.length - 1);
    },
    giveBack: (service) => void all.set(service, (all.get(service) ?? []).slice(0, -1)),
    forget: (service) => void all.delete(service),
  };
}
