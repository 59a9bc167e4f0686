import { createStore } from 'zustand/vanilla';
import type { CoreClient } from '../../services/contract/client.ts';
import { createHeartbeat } from '../../services/contract/connect/heartbeat.ts';
import { createPageSession } from '../../services/contract/connect/page-session.ts';
import type { ConnectionState } from '../../services/contract/connect/redialled-socket.ts';
import { connectWebSocket } from '../../services/contract/connect/web-socket.ts';
import { otherVersion, type CoreIdentity } from '../../services/contract/connect/protocol.ts';
import { StackyardError } from '../../services/contract/errors.ts';
import { connectToDesktop, desktop } from './desktop.ts';
import { formatClock } from './format.ts';
import { startLinkOf } from './start-link.ts';

/**
 * `no-link`: this tab holds no token that the server takes; only a new link helps. `other-version`: a core answers that this page would
 * misunderstand; it works once another one answers.
 */
export type PageConnectionState = ConnectionState | { readonly state: 'no-link' } | { readonly state: 'other-version'; readonly error: StackyardError };

/** Whether the core can be asked; the frame tells the user, data on screen stays. */
export const connectionStore = createStore<PageConnectionState>(() => ({ state: 'connecting' }));

/** What the core tells of its own state, as it said last. */
export const noticeStore = createStore<readonly string[]>(() => []);

/** So long (ms) an act waits for a core that is being replaced. */
const actPatience = 3_000;

/** An act is refused while the core does not answer: what was asked for is done now or not at all, never when the user thinks of something else. @throws StackyardError SERVICE_DOWN */
export function expectCore(): void {
  const connection = connectionStore.getState();
  if (connection.state !== 'reconnecting' || Date.now() - connection.since < actPatience) return;
  throw new StackyardError('SERVICE_DOWN', `The core has not answered since ${formatClock(connection.since)}: nothing was done.`, { hint: 'Try again when it answers.' });
}

/** Taken out of the address at once, before the router reads it: it opens the app once, and nobody should copy it. */
function takeStart(): string {
  const { hash, pathname } = location;
  const { start: word, address } = startLinkOf(hash);
  if (word !== '') history.replaceState(null, '', address === undefined ? pathname : `${pathname}#${address}`);
  return word;
}

const start = takeStart();
let lastWord = start;
/** This tab leads to the stack that its link was asked for. */
export const openedByLink = (): boolean => lastWord !== '';

let onLink: (word: string) => void = () => undefined;
// A link pasted into a tab that is open changes only the fragment. Listened to before the router does, which then hears of an address without the word.
for (const event of ['popstate', 'hashchange']) {
  addEventListener(event, () => {
    const word = takeStart();
    if (word === '') return;
    lastWord = word;
    onLink(word);
  });
}

export interface PageConnection {
  readonly client: CoreClient;
  /** Tries at once to reach a core that is lost, instead of at the next turn. */
  readonly retryNow: () => void;
}

function replaceState(expected: PageConnectionState['state'], next: ConnectionState): void {
  if (connectionStore.getState().state === expected) connectionStore.setState(next, true);
}

function noteNotices({ notices }: { readonly notices: readonly string[] }): void {
  if (JSON.stringify(noticeStore.getState()) !== JSON.stringify(notices)) noticeStore.setState(notices, true);
}

/** Over ports in the desktop app, over a WebSocket in a browser. */
export function connectToCore(): PageConnection {
  const heartbeat = createHeartbeat({
    ask: async () => noteNotices(await connection.client.core.info({})),
    onSilent: (since) => replaceState('connected', { state: 'reconnecting', since }),
    onAnswer: () => replaceState('reconnecting', { state: 'connected' }),
  });
  const onState = (state: ConnectionState): void => {
    connectionStore.setState(state, true);
    if (state.state !== 'connected') return heartbeat.stop();
    heartbeat.start();
    void checkVersion(connection.client);
  };
  const connection = desktop === undefined ? connectToServer(onState) : connectToDesktop(desktop, onState);
  return connection;
}

/** Each core that answers may be of another version than the one before. */
async function checkVersion(client: CoreClient): Promise<void> {
  let info: CoreIdentity;
  try {
    info = await client.core.info({});
  } catch {
    return; // the connection was lost meanwhile, which its state tells
  }
  const error = otherVersion(info);
  if (error !== undefined && connectionStore.getState().state === 'connected') connectionStore.setState({ state: 'other-version', error }, true);
}

/** Dials the core that served this page. A browser cannot set headers, so the token travels beside the subprotocol and is never echoed. */
function connectToServer(onState: (state: ConnectionState) => void): PageConnection {
  const session = createPageSession({ fragment: start, storage: sessionStorage, fetch: (path, request) => fetch(path, request) });
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`;
  let opened = false;
  const refuse = (): void => {
    connection.socket.close();
    connectionStore.setState({ state: 'no-link' }, true);
  };
  /** A WebSocket that was refused does not say why: a server that started anew does not know the token any more. */
  const stillGood = async (): Promise<boolean> => {
    const token = (await session.protocols())[1]?.replace(/^stackyard\./, '') ?? '';
    const answer = await fetch('/token', { headers: { authorization: `Bearer ${token}` } });
    return answer.status !== 401;
  };
  const connection = connectWebSocket({
    async dial() {
      try {
        const protocols = await session.protocols();
        if (opened && !(await stillGood())) throw new StackyardError('REFUSED_FOR_SAFETY', 'The token of this tab is not good any more.');
        opened = true;
        return new WebSocket(address, protocols);
      } catch (error) {
        if (error instanceof StackyardError) refuse();
        throw error;
      }
    },
    onState,
  });
  onLink = (word) => {
    const connect = (): void => {
      // A connection that was refused is closed for good.
      if (connectionStore.getState().state === 'no-link') location.reload();
      else connection.socket.retryNow();
    };
    // Where the server is not there, the link is of no use; the page says what it says without it.
    session.takeLink(word).then(connect, () => undefined);
  };
  return { client: connection.client, retryNow: () => connection.socket.retryNow() };
}
