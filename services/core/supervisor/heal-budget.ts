/** Starts again so often within the window; more is a loop that starting again does not mend. */
const TRIES = 5;
const WINDOW = 120_000;

export interface HealBudget {
  /** True when the service may be started again now; counts it. `now` in monotonic milliseconds. */
  take(service: string, now: number): boolean;
}

export function createHealBudget(): HealBudget {
  const taken = new Map<string, readonly number[]>();
  return {
    take(service, now) {
      const recent = (taken.get(service) ?? []).filter((time) => now - time < WINDOW);
      const allowed = recent.length < TRIES;
      taken.set(service, allowed ? [...recent, now] : recent);
      return allowed;
    },
  };
}
