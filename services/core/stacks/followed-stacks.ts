import type { Session } from '../session.ts';
import type { Supervisor } from '../supervisor/types.ts';
import { listKnownStacks, type KnownStack } from './known-stacks.ts';

/** Beyond it the stacks opened longest ago are followed when a shell opens them. */
const mostFollowed = 20;

/**
 * Lists the stacks that were opened. Each is healed and shown in the switcher whether or not a screen shows it: from the start of the core, and
 * from the next list on where a command beside it started one.
 */
export function knownAndFollowed({ session, supervisor, log }: { readonly session: Pick<Session, 'store'>; readonly supervisor: Pick<Supervisor, 'follow'>; readonly log: (message: string) => void }): () => Promise<readonly KnownStack[]> {
  const begun = new Set<string>();
  return async () => {
    const known = await listKnownStacks(await session.store());
    for (const { file, openedAt } of known.slice(0, mostFollowed)) {
      const opening = `${openedAt} ${file}`;
      // One that cannot be followed is not tried again with each list.
      if (begun.has(opening)) continue;
      begun.add(opening);
      void supervisor.follow(file).catch((error: unknown) => log(`${file} is not followed: ${error instanceof Error ? error.message : String(error)}`));
    }
    return known;
  };
}
