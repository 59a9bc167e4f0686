import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createPortCheck } from './check.ts';
import { inTheWay, parseTable } from './listeners.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1F91 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0000000000000000 100 0 0 10 0
   2: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4713 1
   3: 0000000000000000FFFF00000100007F:0051 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4714 1
`;

it("reads the kernel's table", () => {
  expect(parseTable(table, '0A')).toEqual([
    { host: '127.0.0.1', port: 8080, inode: '4711' },
    { host: '00000000000000000000000000000001', port: 80, inode: '4713' },
    { host: '127.0.0.1', port: 81, inode: '4714' },
  ]);
  expect(parseTable('', '0A')).toEqual([]);
});

it.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['0.0.0.0', '127.0.0.1', true],
  ['00000000000000000000000000000001', '127.0.0.1', true],
  ['00000000000000000000000000000000', '127.0.0.1', true],
  ['192.168.1.2', '127.0.0.1', false],
  ['192.168.1.2', '0.0.0.0', true],
])('a listener on %s, asked for %s: %s', (listener, host, expected) => {
  expect(inTheWay({ host: listener, port: 1, inode: '1' }, host)).toBe(expected);
});

it('sees a real listener and names its process, and counts nothing where the engine is elsewhere', async () => {
  const server = createServer().listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const check = createPortCheck({ engineIsLocal: true });
  expect(await check.isFree({ host: '127.0.0.1', port }, 'tcp')).toBe(false);
  // Elsewhere than on Linux the holder cannot be told.
  expect((await check.holder(port, 'tcp'))?.split(' (')[0]).toBe(process.platform === 'linux' ? `process ${process.pid}` : undefined);
  expect(await createPortCheck({ engineIsLocal: false }).isFree({ host: '127.0.0.1', port }, 'tcp')).toBe(true);
  server.close();
  await once(server, 'close');
  expect(await createPortCheck({ engineIsLocal: true }).isFree({ host: '127.0.0.1', port }, 'tcp')).toBe(true);
});
