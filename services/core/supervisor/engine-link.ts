import { setTimeout as sleep } from 'node:timers/promises';
import { asStackyardError } from '../../contract/errors.ts';
import { engineLife, labels, type EngineClient, type EngineEvent } from '../../engine/index.ts';
import type { Session } from '../session.ts';
import type { EngineState } from './types.ts';

export interface EngineReturn {
  readonly first: boolean;
  /** It is known to have been. */
  readonly restarted: boolean;
  /** It may have ended its containers: it was restarted, or it was not there and nothing tells whether it was. */
  readonly mayHaveEnded: boolean;
  /** How long (ms) it could not be reached; absent where that was told to nobody. */
  readonly away?: number;
}

export interface EngineHandlers {
  /** Everything is to be listed again. */
  connected(client: EngineClient, how: EngineReturn): void;
  /** Told once for each loss. */
  lost(state: Extract<EngineState, { state: 'lost' }>): void;
  event(event: EngineEvent): void;
}

export interface EngineLink extends AsyncDisposable {
  readonly state: EngineState;
  /** Undefined while the engine does not answer. */
  readonly client: EngineClient | undefined;
  /** Resolves once it is known whether the engine answers. */
  readonly known: Promise<void>;
}

/** A stream that ends is taken up again within this time (ms) where the engine is well; nobody needs to hear of it. */
const HICCUP = 500;
const LONGEST_PAUSE = 1_000;

/** Not `exec_*`: each readiness command makes three of them. */
const actions = ['create', 'start', 'restart', 'kill', 'die', 'stop', 'oom', 'pause', 'unpause', 'health_status', 'rename', 'update', 'destroy'];

/** One subscription for all stacks, taken up again for ever. */
export function linkEngine(session: Session, handlers: EngineHandlers): EngineLink {
  const stop = new AbortController();
  let state: EngineState = { state: 'connecting' };
  let client: EngineClient | undefined;
  let absent = false;
  let first = true;
  let life: string | undefined;
  let hiccup: NodeJS.Timeout | undefined;
  const known = Promise.withResolvers<void>();

  const lose = (reason: string, hint?: string): void => {
    clearTimeout(hiccup);
    hiccup = undefined;
    client = undefined;
    const since = state.state === 'lost' ? state.since : new Date().toISOString();
    const told = state.state === 'lost';
    state = { state: 'lost', since, reason, ...(hint === undefined ? {} : { hint }) };
    known.resolve();
    if (!told) handlers.lost(state);
  };
  const find = async (found: EngineClient): Promise<void> => {
    clearTimeout(hiccup);
    hiccup = undefined;
    const lifeNow = await engineLife(found, stop.signal);
    if (stop.signal.aborted) return;
    const { address, source, engineVersion, apiVersion } = found.info;
    const since = state.state === 'connected' ? state.since : new Date().toISOString();
    const lostSince = state.state === 'lost' ? Date.parse(state.since) : undefined;
    client = found;
    state = { state: 'connected', since, address, source, version: engineVersion, apiVersion };
    const isKnown = life !== undefined && lifeNow !== undefined;
    const restarted = isKnown && life !== lifeNow;
    const how = { first, restarted, mayHaveEnded: isKnown ? restarted : absent, ...(lostSince === undefined ? {} : { away: Math.max(0, Date.now() - lostSince) }) };
    [first, absent, life] = [false, false, lifeNow];
    known.resolve();
    handlers.connected(found, how);
  };
  const listen = async (): Promise<void> => {
    const connected = await session.engine();
    for await (const item of connected.events({ label: [labels.stack], type: ['container'], event: actions }, stop.signal)) {
      if (item.type === 'event') handlers.event(item.event);
      else if (item.type === 'connected') await find(connected);
      else if (item.type === 'disconnected') {
        absent ||= item.absent === true;
        if (absent || state.state === 'lost') lose(item.reason);
        else hiccup ??= setTimeout(() => lose(item.reason), HICCUP);
      }
    }
  };
  const running = (async () => {
    for (let pause = 100; !stop.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        await listen();
      } catch (error) {
        if (stop.signal.aborted) return;
        const { code, message, hint } = asStackyardError(error);
        absent ||= code === 'ENGINE_UNREACHABLE';
        lose(message, hint);
      }
      await sleep(pause * (0.75 + Math.random() / 2), undefined, { signal: stop.signal }).catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
    }
  })();
  return {
    get state() {
      return state;
    },
    get client() {
      return client;
    },
    known: known.promise,
    async [Symbol.asyncDispose]() {
      stop.abort();
      clearTimeout(hiccup);
      await running;
    },
  };
}
