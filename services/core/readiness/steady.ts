/**
 * What nothing is asked of counts as ready once it lived so long (ms): a program that misses a file, a module or its configuration ends
 * within the first second on a busy machine too, and only what uses this one waits for it.
 */
export const STEADY_FOR = 1_500;

/** @param startedAt ISO 8601. Throws while it is too young to be trusted. */
export function refuseYoung(startedAt: string, now: number): void {
  const age = now - Date.parse(startedAt);
  // A clock that was set back gives a negative age; nothing is younger for that.
  if (age >= 0 && age < STEADY_FOR) throw new Error(`started less than ${STEADY_FOR / 1_000} s ago`);
}
