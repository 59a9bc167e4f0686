import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { converse, type TransportOptions } from './conversation.ts';

/** The name of what is spoken over the socket; a client offers it as its subprotocol. */
export const subprotocol = 'orpc';

/** Above it an answer waits until it is written out, so a reader that stops costs this much and one message for each of its streams. */
const bufferedBytes = 1_000_000;

/** The longest text of the contract is 5 million characters, up to 6 bytes each in JSON. */
const longestMessageBytes = 32 * 2 ** 20;

/** Takes over upgraded connections. `handleProtocols` names one word only: a token that travels beside it is never echoed. */
export function createSocketAcceptor(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: longestMessageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** Serves one WebSocket until it closes. */
export function serveWebSocket(socket: WebSocket, options: TransportOptions): void {
  const conversation = converse(
    {
      send: (message) =>
        new Promise((resolve) => {
          // The callback also comes, with an error, when the socket is gone; its `close` event ends the conversation then.
          socket.send(message, () => resolve());
          if (socket.bufferedAmount < bufferedBytes) resolve();
        }),
      cut: () => socket.close(1007),
    },
    options,
  );
  socket.on('message', (data: RawData, isBinary: boolean) => conversation.receive(isBinary ? bytesOf(data) : Buffer.from(bytesOf(data)).toString()));
  socket.on('error', () => socket.terminate()); // a frame beyond the limit or against the protocol
  socket.on('close', () => conversation.end());
}
