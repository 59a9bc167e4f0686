import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { RedialOptions } from '../../contract/connect/redialled-socket.ts';
import { connectWebSocket, type CoreConnection } from '../../contract/connect/web-socket.ts';

const handshakeMilliseconds = 5_000;

/** Dials a core at its socket. By a connection of our own: in a `ws+unix:` address a colon or a percent sign of the path would end it. */
export function dialUnixSocket(path: string): WebSocket {
  return new WebSocket('ws://stackyard/rpc', ['orpc'], { createConnection: () => connect(path), perMessageDeflate: false, handshakeTimeout: handshakeMilliseconds });
}

/** A client over the core's unix socket, dialled anew whenever it is lost, until `socket.close()`. */
export function connectUnixSocket(path: string, options: Omit<RedialOptions, 'dial'> = {}): CoreConnection {
  return connectWebSocket({ ...options, dial: () => dialUnixSocket(path) });
}
