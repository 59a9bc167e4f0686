import { corePortMessage, type DesktopBridge } from '../../services/contract/connect/desktop-bridge.ts';
import { keepPort } from '../../services/contract/connect/kept-port.ts';
import type { ConnectionState } from '../../services/contract/connect/redialled-socket.ts';
import type { PageConnection } from './connection.ts';

declare global {
  interface Window {
    readonly stackyard?: DesktopBridge;
  }
}

/** Undefined in a browser. */
export const desktop = window.stackyard;

/** Over ports that the main process hands out: the first is asked for, and another one whenever one is lost. */
export function connectToDesktop(bridge: DesktopBridge, onState: (state: ConnectionState) => void): PageConnection {
  const kept = keepPort({ ask: () => bridge.connect(), onState });
  addEventListener('message', ({ source, data, ports: [given] }: MessageEvent<unknown>) => {
    if (source === window && data === corePortMessage && given !== undefined) kept.use(given);
  });
  kept.retryNow();
  return kept;
}
