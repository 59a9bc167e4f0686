import type { MessagePortMain } from 'electron';

/** What is used of a WebSocket of package ws. */
export interface CoreSocket {
  readonly readyState: number;
  send(data: string | Uint8Array): void;
  close(): void;
  on(event: 'open' | 'close' | 'error', listener: () => void): unknown;
  on(event: 'message', listener: (data: Uint8Array, isBinary: boolean) => void): unknown;
}

/** The first thing that comes out of a port: from now on the core hears what is sent. */
export const openWord = 'open';

/** Joins a page's port to a socket of the core, message by message and unread. When one ends, so does the other; the page dials again with a new port. */
export function joinPort(port: Pick<MessagePortMain, 'postMessage' | 'on' | 'start' | 'close'>, socket: CoreSocket): void {
  const isOpen = () => socket.readyState === 1;
  socket.on('open', () => port.postMessage(openWord));
  socket.on('message', (data, isBinary) => port.postMessage(isBinary ? new Uint8Array(data) : Buffer.from(data).toString('utf8')));
  socket.on('close', () => port.close());
  // What went wrong is told by the close that follows.
  socket.on('error', () => undefined);
  port.on('message', ({ data }: { readonly data: unknown }) => {
    if (isOpen() && (typeof data === 'string' || data instanceof Uint8Array)) socket.send(data);
  });
  port.on('close', () => socket.close());
  port.start();
}
