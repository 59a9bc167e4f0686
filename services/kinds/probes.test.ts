import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { findKind, kinds } from './index.ts';
import type { Reach } from './kind.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

const reachTo = (port: number, options: Partial<Reach> = {}): Reach => ({ address: () => ({ host: '127.0.0.1', port }), secret: () => 'secret', options: {}, signal: AbortSignal.timeout(10_000), ...options });

const ids = kinds.map(({ id }) => id);
const ask = async (id: string, reach: Reach): Promise<void> => (await findKind(id))?.probe?.(reach);

test('every kind is found by its id, and nothing else is', async () => {
  for (const id of ids) expect((await findKind(id))?.id).toBe(id);
  expect(await findKind('constructor')).toBeUndefined();
});

describe.each(ids)('%s', (id) => {
  test('is not ready where nothing listens', async () => {
    const port = await listen(() => undefined);
    await closers.pop()?.();
    await expect(ask(id, reachTo(port))).rejects.toThrow('nothing listens yet');
  });

  // What docker-proxy does for a published port while the container does not listen.
  test('is not ready where the connection is accepted and closed', async () => {
    const port = await listen((socket) => socket.destroy());
    await expect(ask(id, reachTo(port))).rejects.toThrow(/closed before an answer|reset before an answer|Connection terminated|ECONNRESET/);
  });

  test('is not ready where the answer is of another protocol', async () => {
    const port = await listen((socket) => socket.end('+HELLO\r\nWHAT\r\n\r\n'));
    await expect(ask(id, reachTo(port))).rejects.toThrow(/./);
  });

  test('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const port = await listen(() => controller.abort());
    const started = performance.now();
    await expect(ask(id, reachTo(port, { signal: controller.signal }))).rejects.toThrow(/abort/i);
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});

test('all of them give up on silence within their limit', async () => {
  const port = await listen(() => undefined);
  const started = performance.now();
  const outcomes = await Promise.allSettled(ids.map(async (id) => ask(id, reachTo(port))));
  expect(outcomes.map(({ status }) => status)).toEqual(ids.map(() => 'rejected'));
  expect(performance.now() - started).toBeLessThan(6_000);
});

test('redis: LOADING is the reason', async () => {
  const port = await listen((socket) => socket.on('data', () => socket.write('+OK\r\n-LOADING Redis is loading the dataset in memory\r\n')));
  await expect(ask('redis', reachTo(port))).rejects.toThrow('LOADING Redis is loading the dataset in memory');
});

test('redis: an answer may come in pieces', async () => {
  const port = await listen((socket) => socket.once('data', () => {
    for (const [index, piece] of ['+', 'OK\r', '\n+PO', 'NG\r\n'].entries()) setTimeout(() => socket.write(piece), index * 10);
  }));
  await expect(ask('redis', reachTo(port))).resolves.toBeUndefined();
});

test('elasticsearch: a red cluster is the reason', async () => {
  const port = await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"red"}')));
  await expect(ask('elasticsearch', reachTo(port))).rejects.toThrow('the cluster is red');
});

test('http: an answer that was cut off is none', async () => {
  const port = await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort')));
  await expect(ask('minio', reachTo(port))).rejects.toThrow(/cut off|aborted|closed/);
});
