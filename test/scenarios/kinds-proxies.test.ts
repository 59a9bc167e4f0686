import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docker, logs } from '../kinds/contract/docker.ts';
import { askHttp, type Answer, type Question } from '../kinds/contract/http-client.ts';
import { createStack, type TestStack } from '../kinds/contract/stack.ts';

const upstream = (scale: number): string => `{ image: "local/debian:dev", entrypoint: [perl, /upstream.pl], command: [], volumes: ["./upstream.pl:/upstream.pl:ro"], expose: { http: 8080 }, scale: ${scale}, stop_grace_period: 1s }`;
/** Listens and never answers: its queue is full, so the kernel drops every further attempt to connect. */
const blackHole = 'use Socket; socket(S,PF_INET,SOCK_STREAM,0); bind(S,sockaddr_in(8080,INADDR_ANY)) or die; listen(S,0); for $i (1..3) { socket($c[$i],PF_INET,SOCK_STREAM|SOCK_NONBLOCK,0); connect($c[$i],sockaddr_in(8080,INADDR_LOOPBACK)); } sleep 1000000;';

describe.each(['nginx', 'envoy'])('%s', (template) => {
  let stack: TestStack;
  const here = createServer((_, response) => response.end('from this machine'));
  const services = (port: number): string => `
  web: { run: node web.js, expose: { http: ${port} } }
  single: ${upstream(1)}
  pair: ${upstream(2)}
  late: ${upstream(1)}
  hole: { image: "local/debian:dev", entrypoint: [perl, /hole.pl], command: [], volumes: ["./hole.pl:/hole.pl:ro"], expose: { http: 8080 }, stop_grace_period: 1s }
  edge:
    template: ${template}
    routes:
      - { to: single, prefix: /plain }
      - { to: single, prefix: /bare/, rewrite: / }
      - { to: single, prefix: /api, rewrite: /v1, host: shop.localhost }
      - { to: single, prefix: /wild, host: "*.shop.localhost" }
      - { to: single, prefix: /flaky, retries: 3, retryOn: [5xx, reset, connect-failure] }
      - { to: single, prefix: /cut, retries: 2 }
      - { to: single, prefix: /limited, rateLimit: { requestsPerSecond: 2, burst: 3 } }
      - { to: single, prefix: /upgrade, websocket: true }
      - { to: single, prefix: /big }
      - { to: single, prefix: /headers }
      - { to: pair, prefix: /cookie, sticky: { by: cookie, name: lane, ttl: 1h }, retries: 2 }
      - { to: pair, prefix: /tenant, sticky: { by: header, name: X-Tenant }, retries: 2 }
      - { to: pair, prefix: /address, sticky: { by: address }, retries: 2 }
      - { to: single, prefix: /hurried, timeout: 300ms }
      - { to: web, prefix: /web }
      - { to: late, prefix: /late, connectTimeout: 1s }
      - { to: hole, prefix: /hole, connectTimeout: 400ms }
`;

  const ask = async (path: string, question?: Question): Promise<Answer> => askHttp(stack.reach('edge').address('http'), path, question);
  const until = async (path: string, status: number): Promise<Answer> => {
    const end = Date.now() + 20_000;
    for (;;) {
      const answer = await ask(path);
      if (answer.status === status) return answer;
      if (Date.now() > end) throw new Error(`${path} still answers ${answer.status} ${answer.text}\n${await logs(stack.container('edge'))}`);
      await pause(100);
    }
  };

  beforeAll(async () => {
    here.listen(0, '0.0.0.0');
    await once(here, 'listening');
    stack = await createStack({ services: services((here.address() as AddressInfo).port), files: { 'upstream.pl': await readFile(join(import.meta.dirname, '../kinds/contract/upstream.pl'), 'utf8'), 'hole.pl': blackHole } });
    await stack.start('edge');
    await stack.ready('edge');
  });
  afterAll(async () => {
    here.close();
    await stack?.[Symbol.asyncDispose]();
  });

  test('starts before its upstreams, and sends to them as soon as they are there', async () => {
    expect((await ask('/plain/x')).status).toBeGreaterThanOrEqual(502);
    await stack.start('single');
    await stack.start('pair', 1);
    await stack.start('pair', 2);
    expect((await until('/plain/x?q=1', 200)).text).toBe('GET /plain/x?q=1 on single');
    expect((await ask('/late/x')).status).toBeGreaterThanOrEqual(502);
    expect((await until('/tenant', 200)).text).toMatch(/on pair/);
  });

  test('prefixes end at a slash, hosts decide, rewrites replace', async () => {
    expect((await ask('/plain')).text).toBe('GET /plain on single');
    expect((await ask('/plainer')).status).toBe(404);
    expect((await ask('/nowhere')).headers['content-type']).toContain('application/json');
    expect((await ask('/bare/deep/path')).text).toBe('GET /deep/path on single');
    expect((await ask('/api/orders')).status).toBe(404);
    expect((await ask('/api/orders?a=b', { headers: { host: 'shop.localhost:8088' } })).text).toBe('GET /v1/orders?a=b on single');
    expect((await ask('/plain/x', { headers: { host: 'shop.localhost' } })).text).toBe('GET /plain/x on single');
    expect((await ask('/wild/x', { headers: { host: 'a.b.shop.localhost:8088' } })).text).toBe('GET /wild/x on single');
    expect((await ask('/wild/x', { headers: { host: 'shop.localhost' } })).status).toBe(404);
    expect((await ask('/wild/x')).status).toBe(404);
  });

  test('a process on this machine is an upstream too', async () => {
    expect(await ask('/web/x')).toMatchObject({ status: 200, text: 'from this machine' });
  });

  test('the upstream learns who asked', async () => {
    const { text } = await ask('/headers', { headers: { host: 'shop.localhost:8088' } });
    expect(text).toContain('host: shop.localhost:8088');
    expect(text).toMatch(/x-forwarded-for: \d/);
    expect(text).toContain('x-forwarded-proto: http');
    expect(text).toMatch(/x-request-id: [0-9a-f-]{32,36}/);
  });

  test('a failed GET is tried again, an answered POST is not', async () => {
    expect(await ask('/flaky/a/2')).toMatchObject({ status: 200, text: 'attempt 3' });
    expect(await ask('/flaky/a/2', { method: 'POST', body: 'order' })).toMatchObject({ status: 503, text: 'failure 1' });
    expect(await ask('/cut/a')).toMatchObject({ status: 200, text: 'attempt 2' });
    expect((await ask('/cut/b', { method: 'POST', body: 'order' })).status).toBeGreaterThanOrEqual(502);
    expect(await ask('/cut/b', { method: 'POST', body: 'order' })).toMatchObject({ text: 'attempt 2' });
  });

  test('too many requests are refused with JSON', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, async () => ask('/limited/x')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4);
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(refused[0]?.headers).toMatchObject({ 'retry-after': '1', 'content-type': expect.stringContaining('application/json') });
    expect(JSON.parse(refused[0]?.text ?? '')).toHaveProperty('error');
    expect((await ask('/plain/x')).status).toBe(200);
  });

  test('an answer that takes too long is given up, only where the route says so', async () => {
    const began = performance.now();
    expect((await ask('/hurried/slow/5000')).status).toBe(504);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(await ask('/plain/slow/1000')).toMatchObject({ status: 200, text: 'slow on single' });
  });

  test('an upstream that takes no connection is given up after the time to connect', async () => {
    await stack.start('hole');
    let took = 0;
    // Before it listens and its name is known, the refusal comes at once.
    await expect.poll(async () => {
      const began = performance.now();
      expect((await ask('/hole')).status).toBeGreaterThanOrEqual(502);
      took = performance.now() - began;
      return took;
    }, { timeout: 20_000, interval: 100 }).toBeGreaterThan(350);
    expect(took).toBeLessThan(2_000);
  });

  test('one client is always answered by one replica where the address decides', async () => {
    const first = (await until('/address/x', 200)).text;
    for (let index = 0; index < 20; index += 1) expect((await ask('/address/x')).text).toBe(first);
  });

  test('long text is compressed', async () => {
    const answer = await ask('/big', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.body).toString()).toContain('compressible');
  });

  test('a websocket is passed on, but only where the route says so', async () => {
    const upgrade = async (path: string): Promise<string> => {
      const { host, port } = stack.reach('edge').address('http');
      const socket = connect(port, host);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
      let text = '';
      for await (const chunk of socket) {
        text += String(chunk);
        if (text.includes('hello') || /^HTTP\/1.1 [2-5]/.test(text)) break;
      }
      return text;
    };
    expect(await upgrade('/upgrade')).toMatch(/^HTTP\/1.1 101 [^]*hello$/);
    expect(await upgrade('/plain')).not.toMatch(/^HTTP\/1.1 101/);
  });

  test('a session stays on its replica, and moves when that one goes', async () => {
    // Both replicas must be known by name first.
    const seen = new Set<string>();
    for (const end = Date.now() + 20_000; seen.size < 2 && Date.now() < end; ) seen.add((await ask('/tenant', { headers: { 'x-tenant': String(Math.random()) } })).text);
    expect(seen.size).toBe(2);
    const first = await ask('/cookie/x');
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^lane=.*max-age=3600/i);
    const headers = { cookie: cookie.split(';', 1)[0] ?? '' };
    const home = (await ask('/cookie/x', { headers })).text;
    for (let index = 0; index < 10; index += 1) {
      const again = await ask('/cookie/x', { headers });
      expect(again.text).toBe(home);
      expect(again.headers['set-cookie']).toBeUndefined();
    }
    // So many that they cannot all hash to one replica, however its address lies on the ring.
    const count = 60;
    const tenants = await Promise.all(Array.from({ length: count * 2 }, async (_, index) => (await ask('/tenant', { headers: { 'x-tenant': `t${index % count}` } })).text));
    for (let index = 0; index < count; index += 1) expect(tenants[index + count]).toBe(tenants[index]);
    expect(new Set(tenants).size).toBe(2);
    const replica = home.endsWith('pair-2') ? 2 : 1;
    await stack.remove('pair', replica);
    const moved = await ask('/cookie/x', { headers });
    expect(moved).toMatchObject({ status: 200 });
    expect(moved.text).not.toBe(home);
  });

  test('what happened stands in its log as JSON', async () => {
    await ask('/plain/for-the-log?"quoted"');
    const end = Date.now() + 15_000;
    for (;;) {
      const found = (await logs(stack.container('edge'))).split('\n').find((line) => line.includes('for-the-log'));
      if (found !== undefined) {
        expect(JSON.parse(found.slice(found.indexOf('{')))).toMatchObject({ method: 'GET', status: 200, path: expect.stringContaining('/plain/for-the-log') });
        return;
      }
      if (Date.now() > end) throw new Error(`nothing logged: ${await logs(stack.container('edge'))}`);
      await pause(200);
    }
  });

  test('stops with 0', async () => {
    const { State } = (await docker('GET', `/containers/${stack.container('edge')}/json`)) as { State?: { OOMKilled?: boolean } };
    expect(State?.OOMKilled).toBe(false);
    expect(await stack.stop('edge')).toMatchObject({ exitCode: 0 });
  });
});
