import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { connect } from 'node:net';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';

/**
 * What happens to the answers of matching requests. `after` counts answer bytes, head included.
 * `rewrite` changes each chunk of the answer on its way.
 */
export type Fault =
  | { readonly type: 'pass' }
  | { readonly type: 'delay'; readonly milliseconds: number }
  | { readonly type: 'cut'; readonly after: number }
  | { readonly type: 'hang'; readonly after: number }
  | { readonly type: 'end'; readonly after: number }
  | { readonly type: 'slice'; readonly size: number }
  | { readonly type: 'rewrite'; readonly rewrite: (chunk: Buffer) => Buffer };

export interface SeenRequest {
  readonly method: string;
  /** With version and query, as on the wire. */
  readonly path: string;
  /** 1 for the first request after the proxy started. */
  readonly index: number;
}

export interface SocketProxy extends AsyncDisposable {
  readonly path: string;
  readonly requests: readonly SeenRequest[];
  /** Called for each request before it is sent on; what it returns holds for that answer. */
  decide: (request: SeenRequest) => Fault | Promise<Fault>;
  /** Writes a chunk (HTTP/1.1 chunked) into every open answer whose path matches. */
  inject(match: RegExp, bytes: Buffer): number;
  /** Ends matching open answers: with a proper last chunk, or by resetting the connection. */
  endStreams(match: RegExp, how: 'graceful' | 'reset'): number;
  /** Open answers whose path matches. */
  open(match: RegExp): number;
}

interface Exchange {
  readonly client: Socket;
  readonly upstream: Socket;
  readonly request: SeenRequest;
}

/** A unix socket before the engine's, for faults in answers. One request per connection, as the client under test does it. */
export async function socketProxy(options: { readonly upstream: string; readonly listen: string }): Promise<SocketProxy> {
  const exchanges = new Set<Exchange>();
  const requests: SeenRequest[] = [];
  const matching = (match: RegExp): readonly Exchange[] => [...exchanges].filter((each) => match.test(each.request.path));
  const proxy: SocketProxy = {
    path: options.listen,
    requests,
    decide: () => ({ type: 'pass' }),
    inject: (match, bytes) => matching(match).map((each) => each.client.write(chunkOf(bytes))).length,
    endStreams: (match, how) =>
      matching(match).map(({ client, upstream }) => {
        if (how === 'graceful') client.end('0\r\n\r\n');
        else client.destroy();
        upstream.destroy();
      }).length,
    open: (match) => matching(match).length,
    [Symbol.asyncDispose]: async () => {
      for (const { client, upstream } of exchanges) {
        client.destroy();
        upstream.destroy();
      }
      await closeServer(server);
    },
  };
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    client.once('data', (head: Buffer) => {
      client.pause();
      const [method = '', path = ''] = head.toString('latin1').split(' ', 2);
      const request = { method, path, index: requests.length + 1 };
      requests.push(request);
      void Promise.resolve(proxy.decide(request)).then((fault) => relay({ client, head, request, fault }));
    });
  });
  const relay = ({ client, head, request, fault }: { client: Socket; head: Buffer; request: SeenRequest; fault: Fault }): void => {
    const upstream = connect(options.upstream);
    const exchange = { client, upstream, request };
    exchanges.add(exchange);
    upstream.write(head);
    client.pipe(upstream, { end: false });
    client.on('close', () => {
      exchanges.delete(exchange);
      upstream.destroy();
    });
    upstream.on('error', () => client.destroy());
    applyFault(exchange, fault);
  };
  await rm(options.listen, { force: true });
  server.listen(options.listen);
  await once(server, 'listening');
  return proxy;
}

function applyFault({ client, upstream }: Exchange, fault: Fault): void {
  let sent = 0;
  let isOver = false;
  const pass = (chunk: Buffer): void => {
    if (!client.destroyed && !client.write(chunk)) {
      upstream.pause();
      client.once('drain', () => upstream.resume());
    }
  };
  const upTo = (chunk: Buffer, limit: number, finish: () => void): void => {
    if (isOver) return;
    const part = chunk.subarray(0, limit - sent);
    sent += part.length;
    if (part.length > 0) pass(part);
    if (sent < limit) return;
    isOver = true;
    finish();
  };
  const handlers: { readonly [Type in Fault['type']]: (chunk: Buffer, fault: Extract<Fault, { type: Type }>) => void } = {
    pass,
    delay: (chunk, { milliseconds }) => void setTimeout(() => pass(chunk), milliseconds),
    cut: (chunk, { after }) => upTo(chunk, after, () => client.destroySoon()),
    hang: (chunk, { after }) => upTo(chunk, after, () => upstream.pause()),
    end: (chunk, { after }) => upTo(chunk, after, () => client.end('0\r\n\r\n')),
    slice: (chunk, { size }) => {
      for (let at = 0; at < chunk.length; at += size) client.write(chunk.subarray(at, at + size));
    },
    rewrite: (chunk, { rewrite }) => pass(rewrite(chunk)),
  };
  // Indexing loses which handler belongs to which fault.
  const handle = handlers[fault.type] as (chunk: Buffer, fault: Fault) => void;
  if (fault.type === 'cut' && fault.after === 0) client.destroySoon();
  client.setNoDelay(true);
  upstream.on('data', (chunk: Buffer) => handle(chunk, fault));
  upstream.on('end', () => {
    if (fault.type !== 'hang') client.end();
  });
}

function chunkOf(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
