import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { probeTcp } from './tcp.ts';

/** A listener with an event loop of its own, as docker-proxy has: it hangs up so many milliseconds after the connection, or never. */
async function listener(hangUpAfter: number | undefined): Promise<AsyncDisposable & { readonly port: number }> {
  const code = `const { parentPort, workerData } = require('node:worker_threads');
    const server = require('node:net').createServer((socket) => { if (workerData >= 0) setTimeout(() => socket.end(), workerData); });
    server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;
  const worker = new Worker(code, { eval: true, workerData: hangUpAfter ?? -1 });
  const [port] = (await once(worker, 'message')) as [number];
  return {
    port,
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}

function blockEventLoop(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('a port is ready', () => {
  test('when the connection stays', async () => {
    await using open = await listener(undefined);
    await expect(probeTcp({ host: '127.0.0.1', port: open.port }, AbortSignal.timeout(5000))).resolves.toBeUndefined();
  });

  test.each([0, 30])('not when the other side hangs up after %i ms', async (after) => {
    await using proxy = await listener(after);
    await expect(probeTcp({ host: '127.0.0.1', port: proxy.port }, AbortSignal.timeout(5000))).rejects.toThrow('nothing listens behind');
  });

  test('not when this process was too busy to see that the other side hung up', async () => {
    await using proxy = await listener(40);
    const probing = probeTcp({ host: '127.0.0.1', port: proxy.port }, AbortSignal.timeout(5000));
    // Outside of a timer: what a timer holds up is read before the next timers run.
    const busy = setTimeout(() => setImmediate(() => blockEventLoop(200)), 15);
    await expect(probing).rejects.toThrow('nothing listens behind');
    clearTimeout(busy);
  });
});
