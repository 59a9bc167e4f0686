import { connect } from 'node:net';
import { WebSocket } from 'ws';

const handshakeMilliseconds = 5_000;

/** Dials a core at its socket. By a connection of our own: in a `ws+unix:` address a colon or a percent sign of the path would end it. */
export function dialUnixSocket(path: string): WebSocket {
  return new WebSocket('ws://stackyard/rpc', ['orpc'], { createConnection: () => connect(path), perMessageDeflate: false, handshakeTimeout: handshakeMilliseconds });
}
