import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface FakeEngine extends AsyncDisposable {
  /** Requests as `METHOD /path` (version taken off, query kept). */
  readonly requests: readonly string[];
}

export const modernVersion = { Version: '28.2.0', ApiVersion: '1.50', MinAPIVersion: '1.24', Arch: 'amd64', Os: 'linux' };

/**
 * An engine for answers that a real one rarely gives. Handlers by path prefix without version; `/version` answers `modernVersion`
 * unless given; everything else is 404 as the engine says it.
 */
export async function fakeEngine(listen: string | number, handlers: Readonly<Record<string, Handler>>): Promise<FakeEngine> {
  const requests: string[] = [];
  const all: Readonly<Record<string, Handler>> = { '/version': answer(modernVersion), '/_ping': (_, response) => void response.end('OK'), ...handlers };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/v\d+\.\d+(?=\/)/u, '');
    requests.push(`${request.method ?? ''} ${path}`);
    const prefix = Object.keys(all).findLast((each) => path.startsWith(each));
    const handler = prefix === undefined ? undefined : all[prefix];
    if (handler !== undefined) handler(request, response);
    else response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"message":"page not found"}');
  });
  if (typeof listen === 'string') await rm(listen, { force: true });
  if (typeof listen === 'string') server.listen(listen);
  else server.listen(listen, '127.0.0.1');
  await once(server, 'listening');
  return {
    requests,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers with a JSON document. */
export function answer(document: unknown, status = 200): Handler {
  return (_, response) => void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
}

/** Writes the parts one by one, then ends, cuts the connection, or stays silent. */
export function stream(parts: readonly (string | Buffer)[], then: 'end' | 'cut' | 'stall', pause = 5): Handler {
  return (request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    const next = (index: number): void => {
      const part = parts[index];
      if (part !== undefined) {
        response.write(part);
        setTimeout(() => next(index + 1), pause);
      } else if (then === 'end') response.end();
      else if (then === 'cut') request.socket.destroy();
    };
    next(0);
  };
}
