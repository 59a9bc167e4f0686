import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface SpliceOptions {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What came right after the request. */
  readonly head: Buffer;
  readonly dialCore: () => Promise<Duplex>;
}

const isKey = (key: string | undefined): key is string => key !== undefined && /^[A-Za-z0-9+/]{22}==$/.test(key);

/**
 * Joins a browser's WebSocket to the core's: the handshake is asked of the core without the token, and from then on bytes go both ways
 * unread, so each side's back-pressure is the other's, and the core's own limits hold.
 */
export async function splice({ request, socket, head, dialCore }: SpliceOptions): Promise<void> {
  const key = request.headers['sec-websocket-key'];
  if (!isKey(key) || request.headers['sec-websocket-version'] !== '13') {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    return;
  }
  let core: Duplex;
  try {
    core = await dialCore();
  } catch {
    // The page dials again by itself, and tells its user meanwhile.
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    return;
  }
  const end = (): void => {
    socket.destroy();
    core.destroy();
  };
  for (const side of [socket, core]) side.on('error', end).on('close', end);
  if (socket.destroyed) end();
  core.write(['GET /rpc HTTP/1.1', 'Host: stackyard', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${key}`, 'Sec-WebSocket-Protocol: orpc', '', ''].join('\r\n'));
  core.write(head);
  socket.pipe(core).pipe(socket);
}
