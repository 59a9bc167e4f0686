import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, newLink, test } from './support/app.ts';
import { stackyard } from './support/demo-stack.ts';
import { fileOf, forgetStacks } from './support/other-stacks.ts';

test('the link is good once, leaves the address at once, and a reload goes on', async ({ app: { page }, browser }) => {
  const link = await newLink();
  const first = await browser.newPage();
  await first.goto(link);
  await expect(first.getByRole('heading', { name: 'Stack' })).toBeVisible();
  expect(first.url()).not.toContain('start=');
  await first.reload();
  await expect(first.getByRole('heading', { name: 'Stack' })).toBeVisible();
  const second = await browser.newPage();
  await second.goto(link);
  await expect(second.getByText('stackyard ui')).toBeVisible();
  await first.close();
  await second.close();
  await expect(page.getByRole('heading', { name: 'Stack' })).toBeVisible();
});

test('a new link pasted into a tab that needs one leaves the address at once and connects that tab', async ({ browser }) => {
  const page = await browser.newPage();
  await page.goto(new URL(await newLink()).origin);
  await expect(page.getByRole('heading', { name: 'This tab needs a new link' })).toBeVisible();
  const paste = async (): Promise<void> => {
    const link = await newLink();
    await page.evaluate((address) => void (location.href = address), link);
    await expect.poll(() => page.url()).not.toContain('start=');
    await expect(page.getByRole('heading', { name: 'Stack', exact: true })).toBeVisible();
  };
  await paste();
  const token = (): Promise<unknown> => page.evaluate('sessionStorage.getItem("stackyard.token")');
  const before = await token();
  // A tab that is connected takes it as well: the word is of no use to anybody afterwards.
  await page.evaluate('location.hash = "#/-/settings"');
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
  await paste();
  await expect.poll(token).not.toBe(before);
  await page.close();
});

test('a page of another name that was pointed at this machine reads nothing (row 66)', async () => {
  const { port } = new URL(await newLink());
  const args = ['--host-resolver-rules=MAP evil.test 127.0.0.1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath: process.env['STACKYARD_CHROMIUM'] ?? '/usr/bin/chromium', args });
  try {
    const page = await browser.newPage();
    const answer = await page.goto(`http://evil.test:${port}/`);
    expect(answer?.status()).toBe(403);
    const read = await page.evaluate(async (own) => {
      const tries = ['/health', '/', '/token', '/session', '/links'].flatMap((path) => [path, `http://127.0.0.1:${own}${path}`]);
      const answers = await Promise.all(tries.map((address) => fetch(address, { method: 'GET' }).then((response) => response.status, () => 0)));
      const socket = await new Promise<string>((resolve) => {
        const tried = new WebSocket(`ws://127.0.0.1:${own}/rpc`, ['orpc']);
        tried.addEventListener('open', () => resolve('open'));
        tried.addEventListener('error', () => resolve('refused'));
      });
      return { answers, socket };
    }, port);
    expect(read.answers.filter((status) => status === 200)).toEqual([]);
    expect(read.socket).toBe('refused');
  } finally {
    await browser.close();
  }
});

test('what is lost while it loads is loaded again: the page itself, and a screen', async ({ browser }) => {
  const page = await browser.newPage();
  const lost: string[] = [];
  await page.route(/\/assets\/(index|EventsScreen)-[^/]+\.js$/, async (route) => {
    const name = /assets\/(\w+)-/.exec(route.request().url())?.[1] ?? '';
    // As Chromium does when a container's network interface comes or goes.
    if (lost.filter((each) => each === name).length >= 2) return route.continue();
    lost.push(name);
    return route.abort('connectionaborted');
  });
  await page.goto(await newLink());
  await expect(page.getByRole('heading', { name: 'Stack' })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Events' }).click();
  await expect(page.getByRole('textbox', { name: 'Find in events' })).toBeVisible({ timeout: 20_000 });
  expect(lost).toEqual(['index', 'index', 'EventsScreen', 'EventsScreen']);
  await page.close();
});

test('`stackyard ui` with a stack file that has mistakes opens the app at its editor', async ({ browser }) => {
  const file = fileOf('mistaken');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'name: mistaken\nservices:\n  idle: { template: rediss }\n');
  const { url } = JSON.parse(await stackyard('ui', '--background', '--json', '--file', file)) as { readonly url: string };
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForURL('**/#/mistaken/editor');
    await expect(page.getByText(/rediss/).first()).toBeVisible({ timeout: 20_000 });
  } finally {
    await page.close();
    await forgetStacks('mistaken');
  }
});
