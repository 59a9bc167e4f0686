import { encodeRequestMessage, MessageType } from '@orpc/standard-server-peer';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { dialUnixSocket } from '../../services/shells/connect/unix-socket.ts';
import { openBrowserMode, type BrowserMode } from '../kit/browser-server.ts';

const dials = {
  'the unix socket': ({ socketPath }: BrowserMode) => dialUnixSocket(socketPath),
  'browser mode': ({ port, token }: BrowserMode) => new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['orpc', `stackyard.${token}`], { perMessageDeflate: false }),
};

it.each(Object.entries(dials))('over %s a stream of 1 GB waits for a reader that stopped, and goes on with it', async (_name, dial) => {
  await using mode = await openBrowserMode();
  const { seen } = mode;
  const socket = dial(mode);
  await once(socket, 'open');
  socket.send(await encodeRequestMessage('0', MessageType.REQUEST, { url: new URL('http://orpc/logs/read'), method: 'POST', headers: {}, body: { json: { file: '/shop', tail: 10_000 } } }));
  await once(socket, 'message');
  socket.pause();
  let before = -1;
  // Still when two looks in a row see the same.
  await vi.waitFor(
    () => {
      const [last, now] = [before, seen.produced];
      before = now;
      expect(now).toBe(last);
    },
    { interval: 200, timeout: 10_000 },
  );
  // 100 kB each: 1 MB is held back by the core, the rest is in the buffers of kernel, splice and reader.
  expect(seen.produced).toBeLessThan(150);
  const held = seen.produced;
  socket.resume();
  await vi.waitFor(() => expect(seen.produced).toBeGreaterThan(held + 300), { timeout: 10_000 });
  socket.terminate();
});
