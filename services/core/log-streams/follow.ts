import { asStackyardError, StackyardError } from '../../contract/errors.ts';
import type { LogLine } from '../../contract/results.ts';
import type { LogBatch, LogFollow } from '../../contract/views/log-view.ts';
import { labels } from '../../engine/index.ts';
import { mergeByTime } from '../../engine/logs/merge.ts';
import { createBell, type Bell } from '../bell.ts';
import { existingService } from '../existing-service.ts';
import { loadOrLast } from '../load-or-last.ts';
import type { Session } from '../session.ts';
import { createGapFinder } from './gap-finder.ts';
import { createLineQueue, type LineQueue } from './line-queue.ts';
import { openPositions, type Positions } from './positions.ts';
import { logSources, sinceTime } from './sources.ts';

/** How long a line waits for earlier ones of other services. */
const reorderMilliseconds = 250;
const batchMilliseconds = 40;
const batchLines = 1_000;
const usualTail = 500;
/** The engine was lost: asked again this often. */
const againMilliseconds = 500;

export interface FollowOptions extends LogFollow {
  readonly signal: AbortSignal;
  /** Of an earlier batch: goes on after it. */
  readonly cursor?: string;
}

interface Following {
  readonly session: Session;
  readonly options: FollowOptions;
  readonly positions: Positions;
  readonly queue: LineQueue;
  readonly bell: Bell;
}

/**
 * Lines of a stack as they come, over restarts and replacements of its containers and of the engine, in batches that a window can
 * take. Lines that come faster are left out and counted.
 */
export async function* followLogs(session: Session, options: FollowOptions): AsyncGenerator<{ readonly batch: LogBatch; readonly cursor: string }> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const following: Following = { session, options: { ...options, signal }, positions: positionsOf(options.cursor), queue: createLineQueue(), bell: createBell() };
  let failure: { readonly error: unknown } | undefined;
  const reading = readOn(following)
    .catch((error: unknown) => {
      if (!signal.aborted) failure = { error };
    })
    .finally(() => following.bell.ring());
  try {
    while (!signal.aborted) {
      const heard = following.bell.count;
      const batch = following.queue.take(batchLines);
      if (batch.lines.length > 0) yield { batch, cursor: following.positions.cursor() };
      else if (failure !== undefined) throw failure.error;
      else await following.bell.after(heard, signal);
      await new Promise((resolve) => setTimeout(resolve, batchMilliseconds));
    }
  } finally {
    stop.abort();
    await reading;
  }
}

function positionsOf(cursor: string | undefined): Positions {
  try {
    return openPositions(cursor);
  } catch (error) {
    throw new StackyardError('USAGE', 'The place to go on in the logs is not one that was given.', { cause: error, hint: 'Begin again without it.' });
  }
}

/** Reads what is there and what comes; whenever a container starts, everything is looked at anew from where it was. */
async function readOn(following: Following): Promise<void> {
  const { session, options } = following;
  const { signal } = options;
  let isFirst = options.cursor === undefined;
  while (!signal.aborted) {
    const changed = new AbortController();
    const round = AbortSignal.any([signal, changed.signal]);
    try {
      const { topology } = await loadOrLast(session, options.file);
      for (const name of options.services ?? []) existingService(topology, name);
      const started = watchStarts(session, topology.name, { signal: round, onStart: () => changed.abort() });
      await readRound(following, { topology, isFirst, signal: round });
      isFirst = false;
      await started;
    } catch (error) {
      if (signal.aborted) return;
      if (!changed.signal.aborted) {
        const { code } = asStackyardError(error);
        if (code !== 'ENGINE_UNREACHABLE' && code !== 'ENGINE_TIMEOUT' && code !== 'NOT_FOUND') throw error;
        if (isFirst) throw error;
        await new Promise((resolve) => setTimeout(resolve, againMilliseconds));
      }
    } finally {
      changed.abort();
    }
  }
}

interface Round {
  readonly topology: Awaited<ReturnType<Session['load']>>;
  readonly isFirst: boolean;
  readonly signal: AbortSignal;
}

async function readRound({ session, options, positions, queue, bell }: Following, { topology, isFirst, signal }: Round): Promise<void> {
  const sources = await logSources(session, topology, { follow: true, signal, admission: () => queue.admission(), ...(options.services === undefined ? {} : { services: options.services }) });
  const begin = options.since === undefined ? { tail: options.tail ?? usualTail } : { since: sinceTime(options.since) };
  const reads = sources.map(({ key, read }) => {
    const position = positions.restart(key);
    // A source that was not there in the first round is new: all of it.
    const source = read(position === undefined ? (isFirst ? begin : {}) : { since: Math.floor(Date.parse(position.since)) });
    return (stop: AbortSignal) => keyed(key, source(stop));
  });
  const gaps = createGapFinder(Date.now());
  for await (const { key, line } of mergeByTime(reads, { signal, window: reorderMilliseconds })) {
    if (!positions.take(key, line)) continue;
    const gap = gaps.before(key, line, Date.now());
    if (gap !== undefined) queue.put(gap);
    queue.put(line);
    bell.ring();
  }
}

async function* keyed(key: string, lines: AsyncIterable<LogLine>): AsyncGenerator<{ readonly key: string; readonly line: LogLine; readonly time: string; readonly text: string }> {
  for await (const line of lines) yield { key, line, time: line.time, text: line.text };
}

/** Resolves when a container of the stack starts, or the engine was away; then what is read is looked at anew. */
async function watchStarts(session: Session, stack: string, { signal, onStart }: { readonly signal: AbortSignal; readonly onStart: () => void }): Promise<void> {
  const client = await session.engine();
  let connections = 0;
  for await (const item of client.events({ label: [`${labels.stack}=${stack}`], type: ['container'], event: ['start'] }, signal)) {
    if (item.type === 'connected') connections += 1;
    if (item.type === 'event' || connections > 1) {
      onStart();
      return;
    }
  }
}
