import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import type { Socket } from 'node:net';

/** One call to the engine, in milliseconds of `performance.now()`. */
export interface Call {
  readonly method: string;
  /** Without version; with query. */
  readonly path: string;
  readonly sentAt: number;
  /** When the answer began; absent where none came. */
  answeredAt?: number;
  /** Its first bytes, head included. */
  answer: string;
}

export interface Recorder extends AsyncDisposable {
  readonly calls: readonly Call[];
}

const keptOfAnswer = 2_000;

/** A unix socket before the engine's that notes when each call leaves and is answered. Clients that open a connection per call only. */
export async function recordCalls(options: { readonly engine: string; readonly listen: string }): Promise<Recorder> {
  const calls: Call[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const engine = connect(options.engine);
    for (const socket of [client, engine]) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        engine.destroy();
      });
      socket.on('error', () => socket.destroy());
    }
    client.once('data', (head: Buffer) => {
      const [method = '', path = ''] = head.toString('latin1').split(' ', 2);
      const call: Call = { method, path: path.replace(/^\/v\d+\.\d+(?=\/)/, ''), sentAt: performance.now(), answer: '' };
      calls.push(call);
      engine.on('data', (chunk: Buffer) => {
        call.answeredAt ??= performance.now();
        if (call.answer.length < keptOfAnswer) call.answer += chunk.toString('latin1', 0, keptOfAnswer - call.answer.length);
      });
    });
    client.pipe(engine);
    engine.pipe(client);
  });
  server.listen(options.listen);
  await once(server, 'listening');
  return {
    calls,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
