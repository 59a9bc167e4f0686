import { expect, it } from 'vitest';
import { routes } from '../../services/shells/server/routes.ts';
import { openBrowserMode, type BrowserMode } from '../kit/browser-server.ts';
import { sendRaw, statusOf } from '../kit/raw-request.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'];
const paths = [...routes.map(({ path }) => path), '/', '/stacks/shop', '/assets/index-abc123.js', '/rpc/', '/rpc?x=1', '//rpc', '/%72pc'];

interface Trick {
  readonly name: string;
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly query?: string;
  /** Wrong for all that is asked: 403. Otherwise only the token is wrong: 401 for what needs one. */
  readonly foreign: boolean;
}

function tricks({ port, token }: BrowserMode): readonly Trick[] {
  const good = [`Authorization: Bearer ${token}`];
  const hosts = ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, `127.0.0.1.evil.example:${port}`, `127.0.0.1:${port}@evil.example`, `[::1]:${port}`, `0.0.0.0:${port}`, `2130706433:${port}`];
  const origins = ['http://evil.example', 'null', `http://localhost:${port}`, `https://127.0.0.1:${port}`, 'http://127.0.0.1', `http://127.0.0.1:${port}.evil.example`, 'file://'];
  return [
    ...hosts.map((host) => ({ name: `host ${host}`, host, headers: good, foreign: true })),
    { name: 'two hosts', headers: [...good, 'Host: evil.example'], foreign: true },
    ...origins.map((origin) => ({ name: `origin ${origin}`, headers: [...good, `Origin: ${origin}`], foreign: true })),
    ...['cross-site', 'same-site'].map((site) => ({ name: `fetched ${site}`, headers: [...good, `Sec-Fetch-Site: ${site}`], foreign: true })),
    { name: 'no token', foreign: false },
    { name: 'wrong token', headers: ['Authorization: Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'], foreign: false },
    { name: 'half a token', headers: [`Authorization: Bearer ${token.slice(0, -1)}`], foreign: false },
    { name: 'token in the query', query: `token=${token}`, foreign: false },
    { name: 'token in a cookie', headers: [`Cookie: token=${token}`], foreign: false },
    { name: 'token as a password', headers: [`Authorization: Basic ${Buffer.from(`stackyard:${token}`).toString('base64')}`], foreign: false },
    { name: 'wrong token beside the subprotocol', headers: ['Sec-WebSocket-Protocol: orpc, stackyard.wrong'], foreign: false },
  ];
}

const upgradeHeaders = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];

it('refuses every request that is not ours, of every route, method and form, without any effect', { timeout: 60_000 }, async () => {
  await using mode = await openBrowserMode();
  const cases = methods.flatMap((method) => paths.flatMap((path) => [false, true].flatMap((upgrade) => tricks(mode).map((trick) => ({ method, path, upgrade, trick })))));
  expect(cases.length).toBeGreaterThanOrEqual(5_000);
  const passed: string[] = [];
  let pages = 0;
  const ask = async ({ method, path, upgrade, trick }: (typeof cases)[number]): Promise<void> => {
    const target = trick.query === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}${trick.query}`;
    const lines = [`${method} ${target} HTTP/1.1`, `Host: ${trick.host ?? `127.0.0.1:${mode.port}`}`, ...(trick.headers ?? []), ...(upgrade ? upgradeHeaders : ['Connection: close']), '', ''];
    const status = statusOf(await sendRaw(mode.port, lines.join('\r\n')));
    // Pages and health hold no secret: they are for everyone on this machine who asks under our own name.
    const isOpen = !trick.foreign && !upgrade && (method === 'GET' || method === 'HEAD') && !['/session', '/links', '/token', '/rpc', '/rpc?x=1'].includes(path);
    if (isOpen) pages += 1;
    const expected = trick.foreign ? [403, 400] : isOpen ? [200, 404, 400] : method === 'POST' && path === '/session' && !upgrade ? [401, 415] : [401, 400];
    if (!expected.includes(status)) passed.push(`${status} ${method} ${target}${upgrade ? ' (upgrade)' : ''} with ${trick.name}`);
  };
  const queue = cases.values();
  await Promise.all(
    Array.from({ length: 40 }, async () => {
      for (const each of queue) await ask(each);
    }),
  );
  expect(passed).toEqual([]);
  expect(pages).toBeGreaterThan(0);
  expect(mode.dialled()).toBe(0);
  expect(mode.attachments.count).toBe(0);
});
