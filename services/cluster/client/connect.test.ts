import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { connectCluster } from './connect.ts';

/** An API server that asks for patience so many times before it lists the pods that it has. */
async function impatientList(refusals: number): Promise<{ readonly listed: number; readonly asked: number }> {
  await using scratch = await scratchDirectory();
  let asked = 0;
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    if (request.url === '/api/v1') return void response.end(JSON.stringify({ resources: [{ name: 'pods', kind: 'Pod', namespaced: true }] }));
    asked += 1;
    if (asked > refusals) return void response.end(JSON.stringify({ metadata: {}, items: [{ metadata: { name: 'one' } }] }));
    response.writeHead(429, { 'Retry-After': '0' });
    return void response.end(JSON.stringify({ message: 'storage is (re)initializing', reason: 'TooManyRequests' }));
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const kubeconfig = scratch.file('config');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await writeFile(kubeconfig, JSON.stringify({ apiVersion: 'v1', kind: 'Config', 'current-context': 'lab', clusters: [{ name: 'lab', cluster: { server: address, 'insecure-skip-tls-verify': true } }], users: [{ name: 'me', user: { token: 'x' } }], contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'me' } }] }));
    const cluster = connectCluster({ context: 'lab', kubeconfig, signal: AbortSignal.timeout(20_000) });
    return { listed: (await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop' })).length, asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a server that asks for patience is asked again', async () => expect(await impatientList(3)).toEqual({ listed: 1, asked: 4 }));

test('and is given up after ten times, in its own words', async () => expect(impatientList(20)).rejects.toThrow(/did not list Pod: storage is \(re\)initializing/));
