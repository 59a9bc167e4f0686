import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createMemcached, parseAnswer } from './memcached.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that answers each command line with what `answer` says. */
async function serve(answer: (line: string, socket: Socket) => void): Promise<{ readonly host: string; readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (bytes) => {
      for (const line of bytes.toString('utf8').split('\r\n').filter((part) => part !== '')) answer(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

test('a value comes out whole, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (value, cut) => {
      const bytes = Buffer.from(`VALUE k 0 ${Buffer.byteLength(value)}\r\n${value}\r\nEND\r\nSTORED\r\n`);
      const end = bytes.length - 'STORED\r\n'.length;
      expect(parseAnswer(bytes)).toMatchObject({ answer: { value }, length: end });
      expect(parseAnswer(bytes.subarray(0, cut % end))).toBeUndefined();
    }),
  );
});

test('a missing key is undefined and a stored one is told from a kept one', async () => {
  using client = createMemcached(await serve((line, socket) => socket.write(line.startsWith('get') ? 'END\r\n' : line.startsWith('add') ? 'NOT_STORED\r\n' : '')));
  expect(await client.get('k')).toBeUndefined();
  expect(await client.add('k', '', 1)).toBe(false);
});

test('a lost connection fails what waits, and the next command opens a new one', async () => {
  let connections = 0;
  const address = await serve((_line, socket) => {
    connections += 1;
    if (connections === 1) socket.destroy();
    else socket.write('VERSION 1.6\r\n');
  });
  using client = createMemcached(address);
  await expect(client.version()).rejects.toThrow(/closed|ECONNRESET/);
  expect(await client.version()).toBe('VERSION 1.6');
});

test('a silent server costs a second, not for ever', async () => {
  using client = createMemcached(await serve(() => undefined));
  await expect(client.version()).rejects.toThrow('did not answer within 1000 ms');
});
