import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Reach } from '../kind.ts';
import { readClients, redisTraffic } from './traffic.ts';

const client = (id: number, addr: string, counts: string): string => `id=${id} addr=${addr} laddr=172.18.0.2:6379 fd=8 name=a=b age=7 idle=0 flags=N db=0 cmd=client|list user=default lib-name= lib-ver= io-thread=0${counts}\n`;

test('each connection has its commands and its bytes in both directions', () => {
  expect(readClients(client(3, '172.18.0.5:40112', ' tot-net-in=48 tot-net-out=36 tot-cmds=9') + client(4, '[fd00::5]:1', ' tot-net-in=1 tot-net-out=2'))).toEqual({
    protocol: 'redis',
    counters: [{ key: '3', peer: { address: '172.18.0.5' }, bytes: 84, requests: 9 }, { key: '4', peer: { address: 'fd00::5' }, bytes: 3 }],
  });
});

test('a version that counts nothing is told apart from one whose clients are idle', () => {
  expect(readClients(client(3, '172.18.0.5:40112', ''))).toBeUndefined();
  expect(readClients(client(3, '172.18.0.5:40112', ' tot-net-in=0 tot-net-out=0 tot-cmds=0'))?.counters).toMatchObject([{ bytes: 0, requests: 0 }]);
});

test('words that are no counts are none', () => {
  expect(readClients(client(3, '172.18.0.5:1', ' tot-net-in=-1 tot-net-out=x tot-cmds=') + 'nonsense\n\n= =\n')).toBeUndefined();
});

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function reachOf(answer: string, pieces = 1): Promise<Reach> {
  const server = createServer((socket) => {
    // Who asked may hang up before it has read all.
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      const size = Math.ceil(answer.length / pieces);
      for (let at = 0; at < answer.length; at += size) socket.write(answer.slice(at, at + size));
      if (pieces > 1) socket.end();
    });
  }).listen(0, '127.0.0.1');
  closers.push(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: () => ({ host: '127.0.0.1', port }), secret: () => 'secret', options: {}, signal: AbortSignal.timeout(5_000) };
}

const list = client(3, '172.18.0.5:40112', ' tot-net-in=48 tot-net-out=36 tot-cmds=9');

test('an answer may come in pieces', async () => {
  expect((await redisTraffic(await reachOf(`+OK\r\n$${list.length}\r\n${list}\r\n`, 7)))?.counters).toHaveLength(1);
});

test.each([
  ['NOPERM', '+OK\r\n-NOPERM this user has no permissions\r\n', 'NOPERM'],
  ['WRONGPASS', '-WRONGPASS invalid\r\n', 'WRONGPASS'],
  ['another protocol', '+OK\r\n$-1\r\n', 'not of the Redis protocol'],
  ['an answer that ends early', `+OK\r\n$${list.length + 10}\r\n${list}\r\n   `, 'closed before an answer'],
  ['an endless answer', `+OK\r\n$999999999\r\n${'x'.repeat(2 << 20)}`, 'too long'],
])('%s is a reason, never a count', async (_title, answer, expected) => {
  await expect(redisTraffic(await reachOf(answer, 2))).rejects.toThrow(expected);
});
