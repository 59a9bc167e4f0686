import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';

/** Sends a message there and back. */
export interface Way extends AsyncDisposable {
  readonly turn: () => Promise<unknown>;
}

/** About as large as the answer of `core.info`. */
const message = JSON.stringify({ i: '1', p: { b: { json: { version: '0.1.0', protocol: 1, pid: process.pid, startedAt: new Date().toISOString(), notices: [] } } } });

/** Between two threads of this process. */
export function barePort(): Way {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(import.meta.dirname, 'echo-port.ts'), { workerData: { port: port2 }, transferList: [port2] });
  return {
    async turn() {
      const back = once(port1, 'message');
      port1.postMessage(message);
      await back;
    },
    async [Symbol.asyncDispose]() {
      port1.close();
      await worker.terminate();
    },
  };
}

/** To another process, over 127.0.0.1. */
export async function bareSocket(): Promise<Way> {
  const child = fork(join(import.meta.dirname, 'echo-server.ts'));
  const [port] = (await once(child, 'message')) as [number];
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(socket, 'open');
  return {
    async turn() {
      const back = once(socket, 'message');
      socket.send(message);
      await back;
    },
    async [Symbol.asyncDispose]() {
      socket.terminate();
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
