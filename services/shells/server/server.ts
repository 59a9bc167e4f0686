import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { StackyardError } from '../../contract/errors.ts';
import { answer } from './answer.ts';
import { limitConnections } from './connection-limit.ts';
import { judge, type Knock, type Verdict } from './gate.ts';
import { splice } from './splice.ts';
import { readPages } from './static-files.ts';
import { createTokens } from './tokens.ts';

export interface BrowserServerOptions {
  /** A free one when left out or 0. */
  readonly port?: number;
  /** The built pages: `out/renderer`. */
  readonly pagesDirectory: string;
  /** A token for whoever may ask for links; at least 128 random bits. */
  readonly ownToken: string;
  /** A connection to the core's socket; may start a core. */
  readonly dialCore: () => Promise<Duplex>;
}

export interface BrowserServer extends AsyncDisposable {
  readonly port: number;
  /** An address that opens the app once, within ten minutes. */
  link(): string;
}

const mostConnections = 256;

/**
 * Browser mode: pages, and the way to the core, on 127.0.0.1 only.
 * @throws StackyardError PORT_IN_USE; NOT_FOUND where the pages are not built.
 */
export async function serveBrowsers({ port: wanted = 0, pagesDirectory, ownToken, dialCore }: BrowserServerOptions): Promise<BrowserServer> {
  const pages = readPages(pagesDirectory);
  const tokens = createTokens(ownToken);
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 });
  const upgraded = limitConnections(server, mostConnections);
  const spliced = new Set<Duplex>();
  const verdictOn = (request: IncomingMessage, upgrade: boolean): Verdict => judge(knockOf(request, upgrade), { port: portOf(server), accepts: (token) => tokens.accepts(token) });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer({ request, response, verdict: verdictOn(request, false), port: portOf(server), pages, tokens });
  });
  // Without this the server would begin to read a body of any size.
  server.on('checkContinue', (_request, response: ServerResponse) => response.writeHead(417, { connection: 'close' }).end());
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy()); // gone before it was answered
    const verdict = verdictOn(request, true);
    if (!('route' in verdict)) {
      socket.end(`HTTP/1.1 ${verdict.status} Refused\r\nConnection: close\r\n\r\n`, () => socket.destroy());
      return;
    }
    upgraded(socket);
    spliced.add(socket);
    socket.once('close', () => spliced.delete(socket));
    void splice({ request, socket, head, dialCore });
  });
  await listen(server, wanted);
  return {
    port: portOf(server),
    link: () => `http://127.0.0.1:${portOf(server)}/#start=${tokens.link()}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      for (const socket of spliced) socket.destroy();
      await closed;
    },
  };
}

function knockOf({ method = '', url = '', socket, headers, rawHeaders }: IncomingMessage, upgrade: boolean): Knock {
  return { method, url, upgrade, peer: socket.remoteAddress, headers, rawHeaders };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new StackyardError('PORT_IN_USE', `Port ${port} is taken on 127.0.0.1.`, { hint: 'Choose another, or leave --port out for a free one.', cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
