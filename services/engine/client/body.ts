import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

const highWaterMark = 256 * 1024;

/** An answer's body. `chunks` may be taken once. `close` ends the connection, which is how the engine learns that nobody reads. */
export interface Body {
  /** Every byte that arrived, then the end or the failure: a cut never overtakes what came before it, and never hangs. */
  chunks(options?: { readonly idleTimeout?: number; readonly onIdle?: () => Error }): AsyncGenerator<Buffer, void, undefined>;
  close(): void;
}

/** Listens at once, so that a cut between head and first read is not missed. `explain` turns the cause into the error to throw. */
export function bodyOf(response: IncomingMessage, explain: (cause: unknown) => Error): Body {
  const waiting: Buffer[] = [];
  let bytes = 0;
  let outcome: { readonly error?: Error } | undefined;
  let arrival = Promise.withResolvers<void>();
  const settle = (result: { readonly error?: Error }): void => {
    outcome ??= result;
    arrival.resolve();
  };
  response.on('data', (chunk: Buffer) => {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes > highWaterMark) response.pause();
    arrival.resolve();
  });
  // `end` also comes for a body that was cut; `complete` tells them apart.
  response.on('end', () => settle(response.complete ? {} : { error: explain(undefined) }));
  response.on('error', (error) => settle({ error: explain(error) }));
  response.on('close', () => settle({ error: explain(undefined) }));

  async function* chunks(options: Parameters<Body['chunks']>[0] = {}): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (;;) {
        for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
          bytes -= chunk.length;
          yield chunk;
        }
        if (outcome?.error !== undefined) throw outcome.error;
        if (outcome !== undefined) return;
        arrival = Promise.withResolvers<void>();
        response.resume();
        const timer = options.idleTimeout === undefined ? undefined : setTimeout(() => settle({ error: options.onIdle?.() ?? new Error('idle') }), options.idleTimeout);
        await arrival.promise;
        clearTimeout(timer);
      }
    } finally {
      response.destroy();
    }
  }
  return { chunks, close: () => void response.destroy() };
}

export function readableOf(body: Body): Readable {
  const chunks = body.chunks();
  const readable: Readable = new Readable({
    read: () => void pull(),
    destroy: (error, callback) => {
      body.close();
      callback(error);
    },
  });
  const pull = async (): Promise<void> => {
    try {
      const { done, value } = await chunks.next();
      if (!readable.destroyed) readable.push(done === true ? null : value);
    } catch (error) {
      readable.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return readable;
}
