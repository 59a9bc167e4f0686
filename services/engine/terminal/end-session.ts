import { setTimeout as delay } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import type { EngineClient } from '../types.ts';
import { execState } from './exec-state.ts';
import { signalSession } from './signal-sessions.ts';

export interface Session {
  readonly container: string;
  readonly exec: string;
  readonly leader: number;
}

/** A shell that is hung up on ends at once; what catches SIGHUP to save something gets this long. */
const graceMilliseconds = 1_000;
const killRounds = 3;

/**
 * Ends an exec, which the engine has no call for, from inside its container: hangs up on its session, then kills what is left of it.
 * Resolves when nothing is left; rejects with the client's errors (CONFLICT: the container is paused) or NOT_READY.
 */
export async function endSession(client: EngineClient, session: Session): Promise<void> {
  if (!(await execState(client, session.exec)).running) return;
  await signalled(client, session, { signal: 'HUP' });
  await untilEnded(client, session.exec, graceMilliseconds);
  // The user of the container first: root without CAP_KILL may not signal it. Then root, for what changed its user.
  for (const user of [undefined, '0']) {
    for (let round = 0; round < killRounds; round += 1) {
      if ((await signalled(client, session, { signal: 'KILL', ...(user === undefined ? {} : { user }) })) === 0 && (await untilEnded(client, session.exec, graceMilliseconds))) return;
    }
  }
  throw new StackyardError('NOT_READY', `A terminal's programs in container ${session.container} cannot be ended.`, { hint: 'Restart the service, which ends them.' });
}

/** How many processes the session had; none where the container does not run. */
async function signalled(client: EngineClient, { container, exec, leader }: Session, how: { readonly signal: 'HUP' | 'KILL'; readonly user?: string }): Promise<number> {
  try {
    return await signalSession(client, { container, leader, ...how });
  } catch (error) {
    if (!(await execState(client, exec)).running) return 0;
    throw error;
  }
}

async function untilEnded(client: EngineClient, exec: string, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
    if (!(await execState(client, exec)).running) return true;
    if (performance.now() > end) return false;
    await delay(pause);
  }
}
