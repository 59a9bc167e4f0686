import { StackyardError, asStackyardError } from '../../contract/errors.ts';
import { stepKinds, type Progress } from '../../contract/results.ts';
import { settleInterrupted } from '../../engine/index.ts';
import { lockStack, type JournalWriter, type Store } from '../../store/index.ts';
import type { Session } from '../session.ts';
import { recordProgress } from '../record.ts';

export interface Change {
  readonly session: Session;
  readonly stack: string;
  readonly verb: 'up' | 'down' | 'restart' | 'heal';
  readonly services: readonly string[];
  readonly signal: AbortSignal;
}

export interface ChangeContext {
  readonly store: Store;
  readonly journal: JournalWriter;
}

/** Steps that a killed process had begun: the engine may still be at them. */
async function settleLeftovers({ session, stack, signal }: Change, store: Store): Promise<readonly string[]> {
  const left = (await store.journal.unfinished(stack)).filter((entry) => !entry.alive);
  if (left.length === 0) return [];
  const client = await session.engine();
  for (const entry of left) {
    const ended = new Set(entry.steps.filter((step) => step.phase !== 'started').map((step) => step.step));
    const open = entry.steps.filter((step) => step.phase === 'started' && !ended.has(step.step));
    await settleInterrupted(client, {
      stack,
      unfinished: open.flatMap((step) => stepOf(stack, step.step)),
      journal: { record: () => undefined },
      signal,
    });
    await store.journal.finish(entry.id, 'taken-over');
  }
  return left.map((entry) => `an interrupted \`stackyard ${entry.verb}\` of ${entry.startedAt} is picked up`);
}

type Unfinished = Parameters<typeof settleInterrupted>[1]['unfinished'][number];

/** A step's id begins with its kind: `stop-container/shop-cache-1`. */
function kindOf(step: string): Unfinished['kind'] | undefined {
  const [kind] = step.split('/');
  return stepKinds.find((each) => each === kind);
}

function stepOf(stack: string, step: string): readonly Unfinished[] {
  const kind = kindOf(step);
  return kind === undefined ? [] : [{ stack, step, kind, phase: 'started' }];
}

/** Holds the stack's lock and its journal around work that changes it; every item becomes an event as well. */
export async function* changing(change: Change, work: (context: ChangeContext) => AsyncIterable<Progress>): AsyncGenerator<Progress> {
  const { session, stack, verb, signal } = change;
  const waits: string[] = [];
  const store = await session.store();
  for (const message of store.notices) yield { type: 'note', message };
  await using _lock = await lockStack(session.stateDirectory, stack, { verb, signal, onWait: (message) => waits.push(message) });
  for (const message of [...waits, ...(await settleLeftovers(change, store))]) yield { type: 'note', message };
  const journal = await store.journal.begin({ stack, verb, details: { services: change.services } });
  await store.events.append({ stack, type: `${verb}.started`, status: 'started', details: { services: change.services } });
  try {
    for await (const item of work({ store, journal })) {
      await recordProgress(store, stack, item);
      yield item;
    }
    await journal.finish('done');
    await store.events.append({ stack, type: `${verb}.done`, status: 'ok', details: {} });
  } catch (error) {
    const known = asStackyardError(error);
    await journal.finish(known.code === 'CANCELLED' ? 'cancelled' : 'failed');
    await store.events.append({ stack, type: `${verb}.failed`, status: 'failed', ...(known.service === undefined ? {} : { service: known.service.slice(0, 50) }), details: { code: known.code, message: known.message } });
    if (signal.aborted && known.code !== 'CANCELLED') throw new StackyardError('CANCELLED', `Cancelled: ${verb} of ${stack}.`, { cause: error, hint: `What is done stays; run stackyard ${verb} again to go on.` });
    throw error;
  }
}
