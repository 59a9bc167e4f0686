import { connect } from 'node:net';
import { onMessagePortClose, onMessagePortMessage, postMessagePortMessage } from '@orpc/client/message-port';
import { WebSocket } from 'ws';
import type { ServedPort } from '../transports/message-port.ts';

const handshakeMilliseconds = 5_000;

/**
 * Joins a port to the unix socket of a core that is another process: messages pass as they are, both speak the same codec. When one side
 * ends the other one does; whoever held the port asks for another.
 */
export function bridgeToSocket(port: ServedPort, path: string): void {
  // By a connection of our own: in a `ws+unix:` address a colon or a percent sign of the path would end it.
  const socket = new WebSocket('ws://stackyard/rpc', ['orpc'], { createConnection: () => connect(path), perMessageDeflate: false, handshakeTimeout: handshakeMilliseconds });
  const early: (string | Uint8Array)[] = [];
  onMessagePortMessage(port, (message: unknown) => {
    if (typeof message !== 'string' && !(message instanceof Uint8Array)) socket.close();
    else if (socket.readyState === WebSocket.CONNECTING) early.push(message);
    else if (socket.readyState === WebSocket.OPEN) socket.send(message);
  });
  onMessagePortClose(port, () => socket.close());
  socket.on('open', () => {
    for (const message of early.splice(0)) socket.send(message);
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => postMessagePortMessage(port, isBinary ? new Uint8Array(data) : data.toString()));
  // What went wrong shows as the end of the connection, which follows.
  socket.on('error', () => undefined);
  socket.on('close', () => port.close?.());
  port.start?.();
}
