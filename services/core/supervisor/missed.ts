import type { Ledger } from './ledger.ts';
import type { Sight } from './look.ts';

/** Why everything was listed again. `engine-restarted`: it was, or nothing tells that it was not. */
export type Occasion = 'event' | 'regular' | 'first' | 'reconnected' | 'engine-restarted';

/** Exit codes of a container that was told to end, or ended well. */
const orderly: ReadonlySet<number> = new Set([0, 130, 137, 143]);

/**
 * Notes ends that no event told, because nobody listened when they happened. Gives the containers whose end is not explained yet: an
 * event that is on its way will do so.
 */
export function noteMissed({ before, now, ledger, occasion }: { readonly before: Sight; readonly now: Sight; readonly ledger: Ledger; readonly occasion: Occasion }): ReadonlySet<string> {
  const unexplained = new Set<string>();
  for (const container of now.containers) {
    const found = now.inspections.get(container.id);
    if (found === undefined) continue;
    if (found.state === 'running' || found.state === 'paused') {
      const earlier = before.inspections.get(container.id);
      ledger.runsSince(container.id, Date.parse(found.startedAt) || 0);
      if (occasion === 'reconnected' && earlier !== undefined && found.restarts > earlier.restarts) ledger.countCrash(container.id);
      continue;
    }
    if (found.state !== 'exited' && found.state !== 'dead') continue;
    if (ledger.ending(container.id) !== undefined) continue;
    if (occasion === 'event') unexplained.add(container.id);
    else ledger.noteMissed(container.id, { reason: reasonOf(occasion, found.exitCode), exitCode: found.exitCode, time: Date.parse(found.finishedAt) || Date.now() });
  }
  return unexplained;
}

function reasonOf(occasion: Occasion, exitCode: number): 'engine' | 'outside' | 'crash' {
  if (occasion === 'engine-restarted') return 'engine';
  // A first look cannot tell a crash from a machine that was switched off.
  return occasion === 'first' && orderly.has(exitCode) ? 'outside' : 'crash';
}
