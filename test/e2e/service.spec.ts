import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolders, stackName, stackyard } from './support/demo-stack.ts';
import { expect, test } from './support/app.ts';

const secretsOf = (service: string): readonly string[] => {
  const all = JSON.parse(readFileSync(join(runFolders().home, 'stacks', stackName, 'secrets.json'), 'utf8')) as Record<string, unknown>;
  const texts: string[] = [];
  const collect = (value: unknown, isOwn: boolean): void => {
    if (typeof value === 'string' && isOwn) texts.push(value);
    else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) collect(each, isOwn || name.includes(service));
  };
  collect(all, false);
  return texts;
};

test('a secret is dots until it is asked for, and hidden again when it is left', async ({ app }) => {
  const { page } = app;
  await app.show('services/cache?tab=connect');
  const [secret] = secretsOf('cache');
  expect(secret).toBeTruthy();
  await expect(page.getByRole('button', { name: 'Show CACHE_PASSWORD' })).toBeVisible();
  await expect(page.getByText(secret ?? '', { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show CACHE_PASSWORD' }).click();
  await expect(page.getByText(secret ?? '', { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('tab', { name: 'Connect' }).click();
  await expect(page.getByText(secret ?? '', { exact: true })).toHaveCount(0);
});

test('a terminal runs in the container, and goes on over a reload', async ({ app }) => {
  const { page } = app;
  await app.show('services/cache?tab=terminal');
  const terminal = page.locator('.xterm-helper-textarea');
  await expect(terminal).toBeAttached();
  await expect(page.locator('.xterm-rows')).toContainText(/[$#]/);
  await terminal.pressSequentially('echo $((6*7))-$(cat /proc/1/comm)\n');
  await expect(page.locator('.xterm-rows')).toContainText('42-redis-server');
  await page.reload();
  await expect(page.locator('.xterm-rows')).toContainText('42-redis-server');
});

test('files are shown as mounted, with their secrets hidden', async ({ app }) => {
  const { page } = app;
  await app.show('services/cache?tab=files');
  await expect(page.getByText('redis.conf').first()).toBeVisible();
  await expect(page.getByText(/maxmemory/).first()).toBeVisible();
  const text = await page.locator('main').innerText();
  for (const secret of secretsOf('cache')) expect(text).not.toContain(secret);
});

test('every tab of a service can be reached by its address', async ({ app }) => {
  const { page } = app;
  for (const tab of ['overview', 'logs', 'metrics', 'connect', 'environment', 'files', 'volumes']) {
    await app.show(`services/broker?tab=${tab}`);
    await expect(page.getByRole('tab', { selected: true })).toHaveText(new RegExp(tab, 'i'));
    await expect(page.getByRole('heading', { name: 'broker' })).toBeVisible();
  }
});

test('an option is changed in a form: the file and the plan are shown first, then only what depends on it is replaced', async ({ app }) => {
  const { page } = app;
  const file = join(runFolders().project, 'stackyard.yaml');
  const before = readFileSync(file, 'utf8');
  await app.show('services/sessions?tab=options');
  await page.getByRole('textbox', { name: /memory/i }).first().fill('112mb');
  await expect(page.getByText(/112mb/).first()).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe(before);
  await page.getByRole('button', { name: /^Write the file and take/ }).click();
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('112mb');
  await app.jobIsDone();
  const changed = readFileSync(file, 'utf8').split('\n');
  expect(changed.filter((line) => !before.split('\n').includes(line))).toHaveLength(1);
  await app.show('services/sessions');
  await expect(page.getByRole('region', { name: 'State' }).getByText(/^memoryBytes changed: \S+ → 112mb$/)).toBeVisible();
  await app.show('events');
  await page.getByRole('textbox', { name: 'Find in events' }).fill('shop-e2e-sessions-1');
  await expect(page.getByRole('grid', { name: 'Events' }).getByText('Container created').first()).toBeVisible({ timeout: 30_000 });
  writeFileSync(file, before);
  await stackyard('up');
});
