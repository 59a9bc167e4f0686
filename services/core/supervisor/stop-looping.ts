import { lastLines, type EngineClient } from '../../engine/index.ts';
import { lockStack } from '../../store/index.ts';
import type { Session } from '../session.ts';

export interface Looping {
  readonly id: string;
  readonly client: EngineClient;
  readonly stack: string;
  readonly service: string;
  readonly signal: AbortSignal;
}

/** Seconds that a container that keeps crashing gets to end. */
const GRACE = 1;

/** Ends a container that the engine would start again for ever, under the stack's lock. Gives its last log lines, without secrets. */
export async function stopLooping(session: Session, { id, client, stack, service, signal }: Looping): Promise<readonly string[]> {
  await using _lock = await lockStack(session.stateDirectory, stack, { verb: 'heal', signal });
  const store = await session.store();
  // Whoever held the lock before may have taken care of it.
  if ((await store.wanted.read(stack)).get(service) !== true) return [];
  await client.call({ method: 'POST', path: `/containers/${id}/stop`, query: { t: GRACE }, deadline: 15_000, signal });
  return (await lastLines(client, id)).map((line) => session.redactor.redact(line));
}
