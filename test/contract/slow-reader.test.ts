import { encodeRequestMessage, MessageType } from '@orpc/standard-server-peer';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { createAttachments, serveUnixSocket } from '../../services/core/transports/index.ts';
import { dialUnixSocket } from '../../services/shells/connect/unix-socket.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { smallCore } from './small-router.ts';

it('a stream of 1 GB waits for a reader that stopped, and goes on with it', async () => {
  await using scratch = await scratchDirectory();
  const { answer, seen } = smallCore();
  const path = scratch.file('core.sock');
  await using _server = await serveUnixSocket({ path, answer, attachments: createAttachments(() => undefined), log: () => undefined });
  const socket = dialUnixSocket(path);
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
  // 100 kB each: 1 MB held back by us, the rest is what the kernel and the reader's own buffers take.
  expect(seen.produced).toBeLessThan(60);
  socket.resume();
  await vi.waitFor(() => expect(seen.produced).toBeGreaterThan(500), { timeout: 10_000 });
  socket.terminate();
});
