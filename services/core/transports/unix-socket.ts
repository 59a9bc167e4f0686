import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { StackyardError } from '../../contract/errors.ts';
import { privateDirectory } from '../../store/private-files.ts';
import type { TransportOptions } from './conversation.ts';
import { createSocketAcceptor, serveWebSocket, subprotocol } from './web-socket.ts';

export interface UnixSocketOptions extends TransportOptions {
  /** From coreSocketPath(). The caller holds the core's lock, so a socket that is there is left over. */
  readonly path: string;
}

const handshakeMilliseconds = 5_000;
const goodbyeMilliseconds = 200;
/** How often it is looked whether the socket still stands at its path. */
const lookMilliseconds = 2_000;

/**
 * Serves WebSockets at `/rpc` and `GET /health` on a 0600 socket in a 0700 folder: who can open it is the user. A socket that somebody
 * removed, as those who tidy up temporary files do, is made anew.
 * @throws StackyardError REFUSED_FOR_SAFETY where something other than a socket is in its place, or its folder is not ours alone.
 */
export async function serveUnixSocket({ path, ...options }: UnixSocketOptions): Promise<AsyncDisposable> {
  const acceptor = createSocketAcceptor();
  acceptor.on('connection', (socket) => serveWebSocket(socket, options));
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy()); // gone before it was answered
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
    if (request.url !== '/rpc' || !offered.includes(subprotocol)) socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    else acceptor.handleUpgrade(request, socket, head, (webSocket) => acceptor.emit('connection', webSocket, request));
  };
  let server = await listenOn(path, onUpgrade);
  let own = nodeOf(path);
  let listening = Promise.resolve();
  const listenAgain = async (): Promise<void> => {
    try {
      // Its connections go on; it is closed first, since closing removes what stands at the path.
      server.close();
      server = await listenOn(path, onUpgrade);
      own = nodeOf(path);
      options.log(`its socket ${path} was gone; it listens there again`);
    } catch (error) {
      options.log(`its socket ${path} is gone, and it cannot listen there again: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const looking = setInterval(() => {
    if (nodeOf(path) !== own) listening = listening.then(listenAgain);
  }, lookMilliseconds);
  looking.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(looking);
      await listening;
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      for (const socket of acceptor.clients) socket.close(1001);
      const timer = setTimeout(() => {
        for (const socket of acceptor.clients) socket.terminate();
      }, goodbyeMilliseconds);
      await closed;
      clearTimeout(timer);
    },
  };
}

function answerHealth(request: IncomingMessage, response: ServerResponse): void {
  const found = request.url === '/health' && (request.method === 'GET' || request.method === 'HEAD');
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json', connection: 'close' }).end(found ? '{"ok":true}' : '{"ok":false}');
}

/** Which file stands at the path; always the same on Windows, whose pipes no one can remove. */
const nodeOf = (path: string): number | undefined => (process.platform === 'win32' ? 0 : lstatSync(path, { throwIfNoEntry: false })?.ino);

async function listenOn(path: string, onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): Promise<Server> {
  const server = createServer({ headersTimeout: handshakeMilliseconds, requestTimeout: handshakeMilliseconds, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 }, answerHealth);
  server.on('upgrade', onUpgrade);
  await listen(server, path);
  return server;
}

async function listen(server: Server, path: string): Promise<void> {
  if (process.platform === 'win32') return listenAt(server, path);
  privateDirectory(dirname(path));
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isSocket()) throw new StackyardError('REFUSED_FOR_SAFETY', `${path} is there and is not a socket.`, { hint: 'Remove it or move it away; nothing of Stackyard needs it.' });
  rmSync(path, { force: true });
  // The folder keeps others out, whatever umask the socket was made with; the mode is for tools that look at the file alone.
  await listenAt(server, path);
  chmodSync(path, 0o600);
}

function listenAt(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
