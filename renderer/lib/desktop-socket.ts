import type { DialledSocket } from '../../services/contract/connect/redialled-socket.ts';

/** Whether this page is the desktop app's: served by its own protocol. */
export const isDesktop = location.protocol === 'app:';

/** What the preload listens for; electron/origin.ts has the same word. */
const coreWord = 'stackyard:core';

/** A way to the core through a port whose other end the desktop app joins to it; each dial makes a new one. */
export function dialDesktop(): DialledSocket {
  const { port1: port, port2 } = new MessageChannel();
  const events = new EventTarget();
  let opened = false;
  port.addEventListener('message', ({ data }) => {
    if (opened) events.dispatchEvent(new MessageEvent('message', { data: data as unknown }));
    else events.dispatchEvent(new Event('open'));
    opened = true;
  });
  port.addEventListener('close', () => events.dispatchEvent(new Event('close')));
  port.start();
  // After the caller has put its listeners on.
  queueMicrotask(() => window.postMessage(coreWord, location.origin, [port2]));
  return {
    binaryType: 'arraybuffer',
    send: (data) => port.postMessage(data),
    close: () => port.close(),
    addEventListener: (type, listener) => events.addEventListener(type, listener),
  };
}
