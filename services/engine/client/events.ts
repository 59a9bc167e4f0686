import { setTimeout as delay } from 'node:timers/promises';
import { StackyardError, asStackyardError } from '../../contract/errors.ts';
import type { EngineClient, EngineEventItem } from '../types.ts';
import { EngineStatusError, errorCode } from './errors.ts';
import { createEventHistory } from './event-history.ts';
import type { EventHistory } from './event-history.ts';
import { createEventQueue } from './event-queue.ts';
import type { EventQueue } from './event-queue.ts';
import { parseEvent } from './event.ts';
import { createLineSplitter, parseObject } from './line-splitter.ts';
import type { SplitLine } from './line-splitter.ts';

export interface EventOptions {
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly signal: AbortSignal;
}

/** An event is some hundred bytes, with all labels some kilobytes. */
const longestEvent = 1024 * 1024;
const firstPause = 50;
/** With jitter at most 1.5 s, so that the gap stays below 2 s. */
const longestPause = 1_000;
/** After so much silence the engine is asked whether it is still there: a frozen engine never closes its streams. */
const silence = 2_000;

/**
 * The engine's events until aborted, over every reconnect. After each gap it asks for what it missed and says `connected`; an
 * engine that was restarted remembers nothing, so the reader must list again then. Ends quietly on abort; throws only when the
 * engine refuses the filters.
 */
export async function* watchEvents(client: EngineClient, options: EventOptions): AsyncGenerator<EngineEventItem, void, undefined> {
  const stop = new AbortController();
  const forward = (): void => stop.abort();
  if (options.signal.aborted) return;
  options.signal.addEventListener('abort', forward, { once: true });
  const queue = createEventQueue();
  const subscription = subscribeForEver(client, { filters: options.filters, signal: stop.signal }, queue).then(
    () => queue.end(),
    (error: unknown) => queue.end(asStackyardError(error)),
  );
  try {
    yield* queue.items();
  } finally {
    options.signal.removeEventListener('abort', forward);
    stop.abort();
    await subscription;
  }
}

async function subscribeForEver(client: EngineClient, options: EventOptions, queue: EventQueue): Promise<void> {
  let history: EventHistory | undefined;
  let pause = firstPause;
  const aborted = (): boolean => options.signal.aborted;
  while (!aborted()) {
    const started = performance.now();
    let reason = 'the engine ended the stream';
    let absent = false;
    try {
      history ??= createEventHistory(await engineTime(client, options.signal));
      await subscribe({ client, options, queue, history });
    } catch (error) {
      if (aborted() || (error instanceof StackyardError && error.code === 'CANCELLED')) return;
      if (error instanceof EngineStatusError && error.status === 400) throw error;
      reason = error instanceof Error ? error.message : String(error);
      absent = error instanceof Error && ['ECONNREFUSED', 'ENOENT'].includes(errorCode(error.cause));
    }
    if (aborted()) return;
    queue.push({ type: 'disconnected', reason, ...(absent ? { absent } : {}) });
    pause = performance.now() - started > 1_000 ? firstPause : Math.min(pause * 2, longestPause);
    await delay(pause * (0.5 + Math.random()), undefined, { signal: options.signal }).catch((error: unknown) => {
      if (!aborted()) throw error;
    });
  }
}

/** The head of the answer comes before the engine listens for events; asking from a moment before it closes that gap. */
async function engineTime(client: EngineClient, signal: AbortSignal): Promise<string | undefined> {
  try {
    const info = await client.call<{ readonly SystemTime?: unknown }>({ method: 'GET', path: '/info', signal });
    return typeof info.SystemTime === 'string' ? info.SystemTime : undefined;
  } catch (error) {
    // Proxies before an engine's socket often allow `/events` but not `/info`.
    if (error instanceof EngineStatusError) return undefined;
    throw error;
  }
}

interface Subscription {
  readonly client: EngineClient;
  readonly options: EventOptions;
  readonly queue: EventQueue;
  readonly history: EventHistory;
}

async function subscribe({ client, options, queue, history }: Subscription): Promise<void> {
  const body = await client.open({ method: 'GET', path: '/events', query: { filters: options.filters, since: history.since() }, signal: options.signal });
  queue.push({ type: 'connected' });
  const splitter = createLineSplitter(longestEvent);
  const receive = (line: SplitLine): void => {
    if (line.type === 'line' && !history.isNew(line.bytes)) return;
    const event = parseEvent(parseObject(line) ?? {});
    queue.push(event === undefined ? { type: 'skipped', count: 1 } : { type: 'event', event });
  };
  let lastByte = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - lastByte < silence) return;
    client.ping(options.signal).catch((error: unknown) => body.destroy(error instanceof Error ? error : new Error(String(error))));
  }, silence);
  try {
    for await (const chunk of body) {
      lastByte = performance.now();
      for (const line of splitter.push(chunk as Buffer)) receive(line);
    }
    for (const line of splitter.end()) receive(line);
  } finally {
    clearInterval(watch);
  }
}
