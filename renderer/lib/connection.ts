import { createStore } from 'zustand/vanilla';
import { connectWebSocket, type CoreConnection } from '../../services/contract/connect/web-socket.ts';
import type { ConnectionState } from '../../services/contract/connect/redialled-socket.ts';

/** Whether the core can be asked; the frame tells the user, data on screen stays. */
export const connectionStore = createStore<ConnectionState>(() => ({ state: 'connecting' }));

const tokenKey = 'stackyard.token';

/** The token comes once, in the fragment; it is taken out of the address at once and kept for reloads of this tab only. */
function takeToken(): string {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(tokenKey, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(tokenKey) ?? '';
}

// At once, before the router reads the address.
const token = takeToken();

/** Dials the core that served this page. A browser cannot set headers, so the token travels as a subprotocol that is never echoed. */
export function connectToCore(): CoreConnection {
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`;
  return connectWebSocket({
    dial: () => new WebSocket(address, token === '' ? ['orpc'] : ['orpc', `stackyard.${token}`]),
    onState: (state) => connectionStore.setState(state, true),
  });
}
