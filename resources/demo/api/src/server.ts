import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, type Log } from '../../common/log.ts';

export interface Reply {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Request {
  readonly method: string;
  readonly url: URL;
  header(name: string): string | undefined;
  /** Throws HttpError 400, 413 or 415. */
  json(): Promise<unknown>;
  /** True once the process was told to stop. */
  readonly draining: boolean;
}

export class HttpError extends Error {
  readonly reply: Reply;
  constructor(status: number, message: string, more: { readonly details?: readonly string[]; readonly headers?: Readonly<Record<string, string>> } = {}) {
    super(message);
    this.reply = { status, body: { error: message, ...(more.details === undefined ? {} : { details: more.details }) }, headers: more.headers ?? {} };
  }
}

const maxBodyBytes = 64 * 1024;
/** Time for a proxy to see that /readyz fails before connections are refused. */
const noticeMilliseconds = 500;

export async function startServer(port: number, handle: (request: Request) => Promise<Reply>, log: Log): Promise<{ readonly port: number; drain(): Promise<void> }> {
  let draining = false;
  const server = createServer((incoming, response) => {
    const request = wrap(incoming, draining);
    respond(request, response, { handle, log }).catch((error: unknown) => {
      log.error('reply failed', { reason: reasonOf(error) });
      response.destroy();
    });
  });
  // Longer than the proxies keep an idle connection, so that they never send a request into one that closes.
  server.keepAliveTimeout = 75_000;
  server.requestTimeout = 15_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '0.0.0.0', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async drain() {
      draining = true;
      await sleep(noticeMilliseconds);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
    },
  };
}

interface Handling {
  readonly handle: (request: Request) => Promise<Reply>;
  readonly log: Log;
}

async function respond(request: Request, response: ServerResponse, handling: Handling): Promise<void> {
  const started = performance.now();
  const reply = await answer(request, handling);
  send(response, reply, request.draining);
  const { method, url } = request;
  const isProbe = url.pathname === '/livez' || url.pathname === '/readyz';
  if (isProbe && reply.status === 200) return;
  const milliseconds = Math.round(performance.now() - started);
  handling.log.info('request', { method, path: url.pathname, status: reply.status, milliseconds, requestId: request.header('x-request-id') });
}

async function answer(request: Request, { handle, log }: Handling): Promise<Reply> {
  try {
    return await handle(request);
  } catch (error) {
    if (error instanceof HttpError) return error.reply;
    log.error('request failed', { method: request.method, path: request.url.pathname, reason: reasonOf(error) });
    return { status: 500, body: { error: 'The request failed; the log says why.' } };
  }
}

function wrap(incoming: IncomingMessage, draining: boolean): Request {
  const header = (name: string): string | undefined => {
    const value = incoming.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const target = incoming.url ?? '/';
  return {
    method: incoming.method ?? 'GET',
    url: new URL(URL.canParse(target, 'http://api') ? target : '/', 'http://api'),
    header,
    json: () => readJson(incoming, header('content-type')),
    draining,
  };
}

async function readJson(incoming: IncomingMessage, type: string | undefined): Promise<unknown> {
  if (type?.split(';')[0]?.trim() !== 'application/json') throw new HttpError(415, 'Send application/json.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new HttpError(413, `The body is larger than ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new HttpError(400, 'The body is not JSON.', { details: [reasonOf(error)] });
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply, draining: boolean): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
    ...(draining || status === 413 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
