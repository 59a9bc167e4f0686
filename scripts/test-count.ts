import { stripVTControlCharacters } from 'node:util';

export interface Count {
  passed: number;
  failed: number;
  /** What failed, a line each. */
  readonly failures: string[];
}

export const newCount = (): Count => ({ passed: 0, failed: 0, failures: [] });

/** Counts a failure. Of its reason the first line is kept, which says what was expected; the whole stands where it happened. */
export function fail(count: Count, what: string, why: string | undefined): void {
  count.failed += 1;
  count.failures.push(`${what}: ${stripVTControlCharacters(why ?? '').trim().split('\n')[0] || 'it gave no reason'}`);
}

/** Names what failed once more, since the end of a long run is looked at first; the last line is `N passed, N failed`. Sets the exit code. */
export function tellCount({ passed, failed, failures }: Count): void {
  for (const failure of failures) process.stderr.write(`stackyard: FAILED  ${failure}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
