/** A page that ends this often within a minute would only end again: then a person decides. */
const most = 3;
const windowMilliseconds = 60_000;

/** Says of each crash (milliseconds since 1970, rising) whether the page is brought back without asking. */
export function createCrashBudget(): (now: number) => boolean {
  let crashes: readonly number[] = [];
  return (now) => {
    crashes = [...crashes.filter((at) => now - at < windowMilliseconds), now];
    return crashes.length <= most;
  };
}
