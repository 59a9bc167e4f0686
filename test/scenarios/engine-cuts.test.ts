import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient, EngineRequest } from '../../services/engine/types.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { socketProxy } from '../kit/socket-proxy.ts';
import type { SocketProxy } from '../kit/socket-proxy.ts';
import { connectTo, failureOf, realSocket, takeAll } from './engine-support.ts';

/** Every n up to 400 in the soak run; every third here, and fewer random ones. */
const isSoak = process.env['STACKYARD_SOAK'] === '1';
const step = isSoak ? 1 : 3;
const randomCuts = isSoak ? 400 : 60;

const scratch = await scratchDirectory();
let proxy: SocketProxy;
let client: EngineClient;
let container: string;
beforeAll(async () => {
  proxy = await socketProxy({ upstream: realSocket, listen: scratch.file('s') });
  client = await connectTo(proxy.path);
  const command = 'i=0; while [ $i -lt 60 ]; do echo line $i of the log; i=$((i+1)); done; sleep 1000';
  const { Id } = await client.call<{ readonly Id: string }>({ method: 'POST', path: '/containers/create', query: { name: `sy-engine-cuts-${process.pid}` }, body: { Image: 'local/debian:dev', Cmd: ['sh', '-c', command], HostConfig: { Init: true } } });
  container = Id;
  await client.call({ method: 'POST', path: `/containers/${Id}/start`, deadline: 30_000 });
});
afterAll(async () => {
  proxy.decide = () => ({ type: 'pass' });
  await client.call({ method: 'DELETE', path: `/containers/${container}`, query: { force: true }, deadline: 30_000 });
  await client[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const get = (path: string): EngineRequest => ({ method: 'GET', path });
const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  'GET /info': () => client.call(get('/info')),
  'GET /version, connecting': () => connectTo(proxy.path),
  'GET /containers/json': () => client.call({ ...get('/containers/json'), query: { all: true } }),
  'GET /containers/ID/json': () => client.call(get(`/containers/${container}/json`)),
  'GET /images/json': () => client.call(get('/images/json')),
  'POST a new network that exists': () => client.call({ method: 'POST', path: '/networks/create', body: { Name: 'bridge', CheckDuplicate: true } }),
  'a stream of documents': () => takeAll(client.documents({ ...get('/events'), query: { since: '1', until: '2', filters: { type: ['none'] } } })),
  'the log of a container': () => takeAll(client.logs(container, { timestamps: true })),
};

/** The log needs an inspection before it, which is not what is cut here. */
const isTarget = (name: string, path: string): boolean => !name.startsWith('the log') || path.includes('/logs');

/** Length of the whole answer on the wire. */
async function lengthOf(name: string, call: () => Promise<unknown>): Promise<number> {
  let length = 0;
  proxy.decide = (request) => ({
    type: 'rewrite',
    rewrite: (chunk) => {
      if (isTarget(name, request.path)) length += chunk.length;
      return chunk;
    },
  });
  await call().catch(() => undefined);
  return length;
}

describe('an answer that is cut (row 7)', () => {
  it.each(Object.entries(calls))(`ends in an error, whatever n: %s (every ${step}. n up to 400, ${randomCuts} random)`, async (name, call) => {
    const length = await lengthOf(name, call);
    const upTo400 = Array.from({ length: Math.ceil(Math.min(400, length - 1) / step) }, (_, index) => index * step);
    const random = Array.from({ length: randomCuts }, () => Math.floor(Math.random() * (length - 1)));
    let slowest = 0;
    for (const after of [...upTo400, ...random]) {
      proxy.decide = ({ path }) => (isTarget(name, path) ? { type: 'cut', after } : { type: 'pass' });
      const { error, took } = await failureOf(call());
      slowest = Math.max(slowest, took);
      expect([error.code, after]).toEqual([expect.stringMatching(/^ENGINE_UNREACHABLE$/), after]);
    }
    expect(slowest).toBeLessThan(1000);
  });

  it('ends also when it only stops coming: by the deadline', async () => {
    for (const after of [0, 50, 300]) {
      proxy.decide = () => ({ type: 'hang', after });
      const { error, took } = await failureOf(client.call({ ...get('/info'), deadline: 300 }));
      expect(error.code).toBe('ENGINE_TIMEOUT');
      expect(took).toBeLessThan(800);
    }
  });

  it('is whole again when split at every byte', async () => {
    proxy.decide = () => ({ type: 'slice', size: 1 });
    expect(await client.call(get('/version'))).toMatchObject({ ApiVersion: '1.41' });
    expect(await takeAll(client.logs(container, { tail: 5 }))).not.toEqual([]);
  });

  it('leaves no connection behind', async () => {
    proxy.decide = () => ({ type: 'pass' });
    await client.ping();
    await expect.poll(() => proxy.open(/./u)).toBe(0);
  });
});
