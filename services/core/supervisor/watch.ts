import { performance } from 'node:perf_hooks';
import { asStackyardError } from '../../contract/errors.ts';
import type { UpOptions } from '../../contract/core.ts';
import type { Progress, ServiceState, Status } from '../../contract/results.ts';
import { labels } from '../../engine/index.ts';
import type { Session } from '../session.ts';
import { recordProgress } from '../record.ts';
import { status } from '../verbs/status.ts';
import { up } from '../verbs/up.ts';
import { createHealBudget } from './heal-budget.ts';

/** A hung service shows only when it is asked, so each one is asked this often even when the engine tells nothing. */
const LOOK_EVERY = 3_000;
/** The states that starting again can mend. */
const mendable: readonly ServiceState[] = ['stopped', 'failed'];

interface Watched {
  readonly session: Session;
  readonly options: UpOptions;
  readonly signal: AbortSignal;
}

/** Tells what changes and starts again what the user wants up, whatever the restart policy, until aborted. */
export async function* watch(session: Session, options: UpOptions, signal: AbortSignal): AsyncGenerator<Progress> {
  const watched: Watched = { session, options, signal };
  const { name } = await session.load(options.file);
  const store = await session.store();
  const budget = createHealBudget();
  const told = new Map<string, string>();
  let engineDown: string | undefined;
  for await (const _ of wakeUps(watched, name)) {
    const seen = await look(watched);
    if ('reason' in seen) {
      if (engineDown === undefined) yield { type: 'note', message: `the engine is not answering: ${seen.reason}` };
      engineDown = seen.reason;
      continue;
    }
    if (engineDown !== undefined) yield { type: 'note', message: 'the engine answers again' };
    engineDown = undefined;
    for (const item of changesOf(seen.status, told)) {
      await recordProgress(store, name, item);
      yield item;
    }
    const wanted = await store.wanted.read(name);
    const down = seen.status.services.filter((service) => wanted.get(service.name) === true && mendable.includes(service.state)).map((service) => service.name);
    const mending = down.filter((service) => budget.take(service, performance.now()));
    if (mending.length > 0) yield* mend(watched, mending);
  }
}

function* changesOf({ services }: Status, told: Map<string, string>): Generator<Progress> {
  for (const { name, state, cause } of services) {
    const words = `${state} ${cause ?? ''}`;
    if (told.get(name) === words) continue;
    told.set(name, words);
    yield { type: 'service', service: name, state, ...(cause === undefined ? {} : { cause }) };
  }
}

async function look({ session, options, signal }: Watched): Promise<{ readonly status: Status } | { readonly reason: string }> {
  try {
    return { status: await status(session, options.file, signal) };
  } catch (error) {
    signal.throwIfAborted();
    const known = asStackyardError(error);
    if (known.code !== 'ENGINE_UNREACHABLE' && known.code !== 'ENGINE_TIMEOUT') throw error;
    return { reason: known.message };
  }
}

async function* mend({ session, options, signal }: Watched, services: readonly string[]): AsyncGenerator<Progress> {
  try {
    yield* up(session, { file: options.file, services }, signal);
  } catch (error) {
    signal.throwIfAborted();
    // A service that cannot be started now is told and tried again; watching goes on.
    yield { type: 'note', message: `starting ${services.join(', ')} again failed: ${asStackyardError(error).message}` };
  }
}

/** One item when something may have changed: an event of this stack, a (re)connection, or the time to ask again. */
async function* wakeUps({ session, signal }: Watched, stack: string): AsyncGenerator<void> {
  const client = await session.engine();
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let changed = Promise.withResolvers<void>();
  const listening = (async () => {
    for await (const _ of client.events({ label: [`${labels.stack}=${stack}`], type: ['container'] }, both)) changed.resolve();
  })().catch((error: unknown) => {
    if (!both.aborted) throw error;
  });
  try {
    yield;
    while (!signal.aborted) {
      const timer = Promise.withResolvers<void>();
      const timeout = setTimeout(timer.resolve, LOOK_EVERY);
      const abort = () => timer.resolve();
      signal.addEventListener('abort', abort, { once: true });
      await Promise.race([changed.promise, timer.promise, listening]);
      clearTimeout(timeout);
      signal.removeEventListener('abort', abort);
      if (signal.aborted) return;
      changed = Promise.withResolvers<void>();
      yield;
    }
  } finally {
    stop.abort();
    await listening;
  }
}
