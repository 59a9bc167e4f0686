/**
 * What nothing is asked of counts as ready once it lived so long (ms): a program that misses a file, a module or its configuration ends
 * within the first second on a busy machine too, and only what uses this one waits for it.
 */
export const STEADY_FOR = 1_500;

/** Too young to be trusted. `startedAt`: ISO 8601; `now`: milliseconds since 1970. */
export function isYoung(startedAt: string, now: number): boolean {
  const age = now - Date.parse(startedAt);
  // A clock that was set back gives a negative age; nothing is younger for that.
  return age >= 0 && age < STEADY_FOR;
}

/** Throws while it is too young to be trusted. */
export function refuseYoung(startedAt: string, now: number): void {
  if (isYoung(startedAt, now)) throw new Error(`started less than ${STEADY_FOR / 1_000} s ago`);
}
