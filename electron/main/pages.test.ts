import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerPage, listPages } from './pages.ts';

let folder: string;
let pages: ReadonlyMap<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-pages-'));
  mkdirSync(join(folder, 'built', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'built', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'built', 'assets', 'index.js'), 'export {};');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'built', 'link.txt'));
  pages = listPages(join(folder, 'built'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (url: string, method = 'GET') => answerPage(pages, { method, url });

it('serves what was built, with its type and a policy that lets no other script in', async () => {
  const page = await ask('app://stackyard/index.html#/shop/stack');
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html; charset=utf-8', '<!doctype html>']);
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';.*frame-ancestors 'none'/);
  expect((await ask('app://stackyard/assets/index.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect((await ask('app://stackyard/')).status).toBe(200);
});

it.each(['app://stackyard/../secret.txt', 'app://stackyard/assets/..%2f..%2fsecret.txt', 'app://stackyard/link.txt', 'app://stackyard/assets', 'app://stackyard/%00', 'app://stackyard//index.html'])('has no %s', async (url) => {
  const answer = await ask(url);
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});

it('answers no other host, and only GET', async () => {
  expect((await ask('app://evil/index.html')).status).toBe(403);
  expect((await ask('app://stackyard/index.html', 'POST')).status).toBe(403);
});

it('never gives what is not among the pages, whatever the path', () =>
  fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom('..', '.', '%2e%2e', 'secret.txt', '\\', 'assets', '%2f'), fc.string()), { maxLength: 8 }), async (words) => {
    expect(await (await ask(`app://stackyard/${words.join('/')}`)).text()).not.toContain('secret');
  })));
