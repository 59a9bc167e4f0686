import { corePortMessage, type DesktopBridge } from '../../services/contract/connect/desktop-bridge.ts';
import { connectRedialledPort } from '../../services/contract/connect/message-port.ts';
import type { ConnectionState } from '../../services/contract/connect/redialled-socket.ts';
import type { PageConnection } from './connection.ts';

declare global {
  interface Window {
    readonly stackyard?: DesktopBridge;
  }
}

/** Undefined in a browser. */
export const desktop = window.stackyard;

const firstPause = 100;
const longestPause = 5_000;

/** Over ports that the main process hands out: the first is asked for, and another one whenever one is lost. */
export function connectToDesktop(bridge: DesktopBridge, onState: (state: ConnectionState) => void): PageConnection {
  let attempt = 0;
  let lostAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askAgain = (): void => {
    timer = setTimeout(() => {
      attempt += 1;
      bridge.connect();
      askAgain(); // a core that cannot start answers nothing
    }, Math.min(longestPause, firstPause * 2 ** Math.min(attempt, 10)));
  };
  const { client, port } = connectRedialledPort({
    onState(state) {
      clearTimeout(timer);
      if (state.state === 'reconnecting') {
        lostAt ??= state.since;
        onState({ state: 'reconnecting', since: lostAt });
        askAgain();
      } else if (state.state !== 'connected') onState(state);
    },
  });
  /** A port is there before a core is behind it: only an answer says that one is. */
  const expectAnswer = async (): Promise<void> => {
    try {
      await client.core.info({});
    } catch {
      return; // the port was lost meanwhile, which its state tells
    }
    [attempt, lostAt] = [0, undefined];
    onState({ state: 'connected' });
  };
  addEventListener('message', ({ source, data, ports: [given] }: MessageEvent<unknown>) => {
    if (source !== window || data !== corePortMessage || given === undefined) return;
    clearTimeout(timer);
    port.use(given);
    void expectAnswer();
  });
  bridge.connect();
  return { client, retryNow: () => bridge.connect() };
}
