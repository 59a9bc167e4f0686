import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { once } from 'node:events';
import { createPageSession } from '../../services/contract/connect/page-session.ts';
import { openBrowserMode, tab } from '../kit/browser-server.ts';
import { sendRaw, statusOf } from '../kit/raw-request.ts';

it('serves the page under every address of the app, and its assets for ever', async () => {
  await using mode = await openBrowserMode();
  const at = (path: string, headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${mode.port}${path}`, { headers });
  for (const path of ['/', '/stacks/shop/logs', '/%E2%82%AC', '/%']) {
    const page = await at(path);
    expect([path, page.status]).toEqual([path, 200]);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('src="/assets/index-abc123.js"');
  }
  const asset = await at('/assets/index-abc123.js', { 'accept-encoding': 'gzip' });
  expect(Object.fromEntries(asset.headers)).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'text/javascript; charset=utf-8' });
  expect(await asset.text()).toContain('document.title');
  expect((await at('/assets/index-abc123.js', { 'if-none-match': asset.headers.get('etag') ?? '' })).status).toBe(304);
  expect((await at('/assets/none.js')).status).toBe(404);
  expect((await at('/assets/')).status).toBe(404);
});

it.each(['/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/..\\secret.txt', '/%00', '/assets/%2e%2e/%2e%2e/secret.txt'])('%s leads nowhere outside', async (path) => {
  await using mode = await openBrowserMode();
  const answer = await sendRaw(mode.port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${mode.port}\r\nConnection: close\r\n\r\n`);
  expect([200, 400, 404]).toContain(statusOf(answer));
  expect(answer).not.toContain('outside');
});

it('a link opens one tab once; a reload of that tab works; a copied link does not', async () => {
  await using mode = await openBrowserMode();
  const link = new URL(mode.link());
  const post = (path: string, request: RequestInit) => fetch(`http://127.0.0.1:${mode.port}${path}`, request);
  const storage = tab();
  const first = await createPageSession({ fragment: link.hash, storage, fetch: post }).protocols();
  expect(await createPageSession({ fragment: '', storage, fetch: post }).protocols()).toEqual(first);
  expect(await createPageSession({ fragment: link.hash, storage, fetch: post }).protocols()).toEqual(first);
  await expect(createPageSession({ fragment: link.hash, storage: tab(), fetch: post }).protocols()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
  const session = createPageSession({ fragment: '', storage: tab(), fetch: post });
  await session.takeLink(link.hash);
  await expect(session.protocols()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
  await session.takeLink(new URL(mode.link()).hash);
  expect(await session.protocols()).toEqual(['orpc', expect.stringMatching(/^stackyard\../)]);
  const socket = new WebSocket(`ws://127.0.0.1:${mode.port}/rpc`, first);
  await once(socket, 'open');
  // The token is never echoed.
  expect(socket.protocol).toBe('orpc');
  socket.terminate();
});

it('gives new links to who holds a token only', async () => {
  await using mode = await openBrowserMode();
  const links = `http://127.0.0.1:${mode.port}/links`;
  expect((await fetch(links, { method: 'POST' })).status).toBe(401);
  const answer = await fetch(links, { method: 'POST', headers: { authorization: `Bearer ${mode.token}` } });
  expect(await answer.json()).toEqual({ start: expect.stringMatching(/^[\w-]{43}$/) as unknown });
});

it('listens on 127.0.0.1 and on no other address of this machine', async () => {
  await using mode = await openBrowserMode();
  const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []).map(({ address }) => address).filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'));
  const answers = await Promise.all(['127.0.0.2', '::1', ...others].map((host) => new Promise<string>((resolve) => void connect({ port: mode.port, host }, () => resolve(`${host} answers`)).once('error', () => resolve('refused')))));
  expect(new Set(answers)).toEqual(new Set(['refused']));
});
