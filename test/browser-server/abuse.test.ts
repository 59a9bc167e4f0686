import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openBrowserMode } from '../kit/browser-server.ts';
import { sendRaw, statusOf } from '../kit/raw-request.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** What is garbage already must not decide: on a busy machine it waits longer. */
const residentBytes = (): number => {
  collectGarbage();
  return process.memoryUsage.rss();
};
const mostGrowth = 100 * 2 ** 20;

/** Not `once`, which rejects where the server cut the connection in the middle of a write. */
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => void socket.once('close', () => resolve()));

function flood(port: number, count: number, first: string): Promise<readonly Socket[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined); // dropped by the server: that is the point
      socket.resume().write(first);
      await new Promise<void>((resolve) => socket.once('connect', () => resolve()).once('close', () => resolve()));
      return socket;
    }),
  );
}

it('thousands of connections that never finish their request keep no browser out', { timeout: 60_000 }, async () => {
  await using mode = await openBrowserMode();
  const before = residentBytes();
  const sockets: Socket[] = [];
  for (let round = 0; round < 20; round += 1) {
    sockets.push(...(await flood(mode.port, 500, 'GET / HTTP/1.1\r\nHost: 127')));
    collectGarbage();
  }
  expect((await fetch(`http://127.0.0.1:${mode.port}/health`)).status).toBe(200);
  const browser = new WebSocket(`ws://127.0.0.1:${mode.port}/rpc`, ['orpc', `stackyard.${mode.token}`]);
  await once(browser, 'open');
  expect(residentBytes() - before).toBeLessThan(mostGrowth);
  browser.terminate();
  for (const socket of sockets) socket.destroy();
});

it('a connection that sends its request a byte at a time is ended', { timeout: 30_000 }, async () => {
  await using mode = await openBrowserMode();
  const socket = connect(mode.port, '127.0.0.1').on('error', () => undefined);
  const drip = setInterval(() => socket.write('a'), 250);
  socket.resume().write('GET / HTTP/1.1\r\nX: ');
  await closed(socket);
  clearInterval(drip);
  expect(socket.destroyed).toBe(true);
});

it.each(['Content-Length: 1073741824', 'Transfer-Encoding: chunked'])('a body of 1 GB is not read (%s)', async (length) => {
  await using mode = await openBrowserMode();
  const before = residentBytes();
  for (const path of ['/session', '/links', '/']) {
    const socket = connect(mode.port, '127.0.0.1').on('error', () => undefined);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${mode.port}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`);
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(2 ** 20, 'a'), Buffer.from('\r\n')]);
    let sent = 0;
    const feed = (): void => {
      while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
    };
    socket.on('drain', feed).resume();
    feed();
    await closed(socket);
    expect(sent).toBeLessThan(64 * 2 ** 20);
  }
  expect(residentBytes() - before).toBeLessThan(mostGrowth);
});

it('a frame of 100 MB ends its own connection only', async () => {
  await using mode = await openBrowserMode();
  const dial = () => new WebSocket(`ws://127.0.0.1:${mode.port}/rpc`, ['orpc', `stackyard.${mode.token}`]);
  const [bad, good] = [dial(), dial()];
  await Promise.all([once(bad, 'open'), once(good, 'open')]);
  bad.on('error', () => undefined);
  bad.send(Buffer.alloc(100 * 2 ** 20));
  await once(bad, 'close');
  bad.terminate();
  good.ping();
  await once(good, 'pong');
  expect([bad.readyState, good.readyState]).toEqual([WebSocket.CLOSED, WebSocket.OPEN]);
  good.terminate();
});

it.each(['\x16\x03\x01\x02\x00\x01\x00', 'GET\r\n\r\n', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'POST /session HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /rpc'])('garbage gets no more than a refusal (%#)', async (garbage) => {
  await using mode = await openBrowserMode();
  expect([0, 400, 403, 431]).toContain(statusOf(await sendRaw(mode.port, garbage)));
  expect((await fetch(`http://127.0.0.1:${mode.port}/health`)).status).toBe(200);
});

it('text that is no request ends its own connection only', async () => {
  await using mode = await openBrowserMode();
  for (const text of ['garbage', '5', '{}', '{"i":"1","p":{"u":7}}', '[]']) {
    const socket = new WebSocket(`ws://127.0.0.1:${mode.port}/rpc`, ['orpc', `stackyard.${mode.token}`]);
    await once(socket, 'open');
    socket.send(text);
    await once(socket, 'close');
  }
  expect(mode.seen.logged.length).toBeGreaterThanOrEqual(5);
});
