import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createPageSession, type PageSessionOptions } from '../../services/contract/connect/page-session.ts';
import { openBrowserMode, tab } from '../kit/browser-server.ts';

const nonce = 'a-nonce-of-the-test-with-enough-letters';
const wordOf = (link: string): string => new URL(link).hash.replace('#start=', '');

/** The server has answered, and the connection is destroyed before a byte of that is read. */
async function loseAnswer(port: number, body: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST /session HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  await once(socket, 'readable');
  socket.destroy();
}

function asking(port: number) {
  const post = (path: string, request: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, request);
  return {
    post,
    ask: async (body: unknown) => {
      const response = await post('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { status: response.status, ...((await response.json()) as { readonly token?: string }) };
    },
    isGood: async (token: string) => (await fetch(`http://127.0.0.1:${port}/token`, { headers: { authorization: `Bearer ${token}` } })).ok,
    /** As Chromium does while a network interface comes or goes. */
    cutFirst: (times: number): PageSessionOptions['fetch'] => {
      let cut = 0;
      return async (path, request) => {
        if (cut >= times) return post(path, request);
        cut += 1;
        await loseAnswer(port, request.body);
        throw new TypeError('Failed to fetch');
      };
    },
  };
}

it('a page whose answers are lost has its token in the end, and nobody else has', async () => {
  await using mode = await openBrowserMode();
  const { ask, isGood, cutFirst } = asking(mode.port);
  const link = mode.link();
  const [, token] = await createPageSession({ fragment: new URL(link).hash, storage: tab(), fetch: cutFirst(3) }).protocols();
  expect(await isGood(token?.replace('stackyard.', '') ?? '')).toBe(true);
  expect(await ask({ start: wordOf(link) })).toMatchObject({ status: 401 });
  await expect(createPageSession({ fragment: new URL(link).hash, storage: tab(), fetch: cutFirst(0) }).protocols()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
});

it('a page that was reloaded before its answer came has its token', async () => {
  await using mode = await openBrowserMode();
  const { cutFirst, isGood } = asking(mode.port);
  const storage = tab();
  await expect(createPageSession({ fragment: new URL(mode.link()).hash, storage, fetch: cutFirst(Infinity) }).protocols()).rejects.toThrow('Failed to fetch');
  const [, token] = await createPageSession({ fragment: '', storage, fetch: cutFirst(0) }).protocols();
  expect(await isGood(token?.replace('stackyard.', '') ?? '')).toBe(true);
});

it('the same word and nonce have the same token; another nonce and none are refused', async () => {
  await using mode = await openBrowserMode();
  const { ask } = asking(mode.port);
  const start = wordOf(mode.link());
  await loseAnswer(mode.port, JSON.stringify({ start, nonce }));
  for (const other of [{ start, nonce: `${nonce}x` }, { start, nonce: nonce.slice(1) }, { start }, { start, nonce: [nonce] }, { start: start.slice(1), nonce }]) expect(await ask(other)).toEqual({ status: 401, error: 'this link was used or is too old' });
  const first = await ask({ start, nonce });
  expect(first).toEqual({ status: 200, token: expect.stringMatching(/^[\w-]{43}$/) as unknown });
  expect(await ask({ start, nonce })).toEqual(first);
});

it.each([
  ['none', {}],
  ['one that could be guessed', { nonce: 'short' }],
  ['one that is too long', { nonce: 'x'.repeat(65) }],
  ['one of other letters', { nonce: `${nonce} €` }],
  ['one that is no text', { nonce: 1e30 }],
])('a page that sends %s for a nonce is answered once, as ever', async (_name, sent) => {
  await using mode = await openBrowserMode();
  const { ask, isGood } = asking(mode.port);
  const start = wordOf(mode.link());
  const { status, token = '' } = await ask({ start, ...sent });
  expect([status, await isGood(token)]).toEqual([200, true]);
  for (const again of [{ start, ...sent }, { start }, { start, nonce }]) expect(await ask(again)).toMatchObject({ status: 401 });
});

it('a request that was cut before its end spends nothing', async () => {
  await using mode = await openBrowserMode();
  const { ask } = asking(mode.port);
  const start = wordOf(mode.link());
  const body = JSON.stringify({ start, nonce });
  const socket = connect(mode.port, '127.0.0.1');
  socket.write(`POST /session HTTP/1.1\r\nHost: 127.0.0.1:${mode.port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length + 1}\r\n\r\n${body}`, () => socket.destroy());
  await once(socket, 'close');
  expect(await ask({ start, nonce: `${nonce}-of-another` })).toMatchObject({ status: 200 });
});
