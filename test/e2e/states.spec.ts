import { writeFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { seriousOn } from './support/axe.ts';
import { stackyard } from './support/demo-stack.ts';
import { fileOf, forgetStacks, go, openStack } from './support/other-stacks.ts';
import { changeTheme, themes } from './support/theme.ts';

test.afterEach(() => forgetStacks('quiet', 'mistaken'));

/** What axe finds serious, after the name of the screen. */
const serious = async (page: Page, screen: string): Promise<readonly string[]> => (await seriousOn(page)).map((each) => `${screen}: ${each}`);

async function seriousInBoth(page: Page, screen: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    await changeTheme(page, theme);
    found.push(...(await serious(page, `${screen} (${theme})`)));
  }
  return found;
}

test('screens that have nothing to show teach what would stand there, and axe finds nothing serious, light and dark', async ({ app: { page } }) => {
  test.setTimeout(180_000);
  await openStack('quiet', 'name: quiet\nservices:\n  idle: { image: "local/debian:dev", command: [sleep, infinity] }\n');
  const found: string[] = [];
  const screens = [
    ['stack', /1 stopped/i],
    ['services/idle', 'Nothing of it exists yet'],
    ['logs', 'No lines yet'],
    ['events', 'Nothing has happened yet'],
    ['metrics', 'Nothing was measured in this time'],
    ['volumes', 'quiet keeps no data'],
    ['nothing-of-this-name', /./],
  ] as const;
  for (const [screen, sign] of screens) {
    await go(page, 'quiet', screen);
    await expect(page.locator('main').getByText(sign).first()).toBeVisible({ timeout: 20_000 });
    found.push(...(await seriousInBoth(page, screen)));
  }
  await go(page, 'no-such-stack', 'stack');
  await expect(page.getByText('No stack is called no-such-stack')).toBeVisible();
  found.push(...(await seriousInBoth(page, 'no stack')));
  expect(found).toEqual([]);
});

test('a stack file with a mistake is said where it stands, and axe finds nothing serious, light and dark', async ({ app: { page } }) => {
  test.setTimeout(180_000);
  await openStack('mistaken', 'name: mistaken\nservices:\n  idle: { image: "local/debian:dev" }\n');
  writeFileSync(fileOf('mistaken'), 'name: mistaken\nservices:\n  idle: { template: rediss }\n');
  const found: string[] = [];
  for (const screen of ['stack', 'services', 'services/idle', 'logs', 'editor', 'catalog', 'export', 'doctor']) {
    await go(page, 'mistaken', screen);
    if (['stack', 'editor', 'export'].includes(screen)) await expect(page.getByText(/rediss/).first()).toBeVisible({ timeout: 20_000 });
    else await expect(page.locator('main')).not.toBeEmpty();
    found.push(...(await seriousInBoth(page, screen)));
  }
  expect(found).toEqual([]);
});

/** Screens with what each must show whatever ran before: of events and lines, only what the start of the stack itself wrote is looked for. */
const kept: readonly (readonly [screen: string, sign: (page: Page) => Locator])[] = [
  ['stack', (page) => page.getByText('9 ready')],
  ['services', (page) => page.getByRole('grid', { name: 'Services' }).getByText('broker', { exact: true })],
  ['services/broker', (page) => page.getByRole('article', { name: 'broker' }).getByText('a login in the AMQP protocol')],
  ['events?service=broker&filter=create-container', (page) => page.getByRole('grid', { name: 'Events' }).getByText('Container created').last()],
  ['logs?services=broker', (page) => page.getByRole('grid', { name: 'Log lines' }).getByText('broker', { exact: true }).last()],
  ['metrics', (page) => page.getByRole('region', { name: 'Memory' }).getByRole('listitem').filter({ hasText: /^broker\s*\d+ MB/ })],
  ['catalog', (page) => page.getByRole('button', { name: /^RabbitMQ/ })],
  ['editor', (page) => page.getByRole('textbox', { name: 'Stack file' }).getByText('name: shop-e2e')],
  ['volumes', (page) => page.getByRole('grid', { name: 'Volumes' }).getByText('shop-e2e.broker-data')],
  ['export?target=kubernetes', (page) => page.getByRole('tree', { name: 'Files' }).getByRole('treeitem', { name: /^kustomization\.yaml/ }).first()],
  ['doctor', (page) => page.getByRole('heading', { name: 'Docker Engine' })],
];

test.describe(() => {
  // A window starts another core at once; in a browser the server can be gone as well.
  test.skip(({ shell }) => shell === 'desktop', 'the desktop app has no server that could be stopped');

  test('without the core every screen keeps what it showed, the app says since when, and axe finds nothing serious', async ({ app }) => {
    test.setTimeout(180_000);
    const { page, complaints } = app;
    for (const [screen, sign] of kept) {
      await app.show(screen);
      await expect(sign(page), screen).toBeVisible({ timeout: 20_000 });
    }
    await stackyard('ui', '--stop');
    try {
      await expect(page.getByText(/The core has not answered since/)).toBeVisible({ timeout: 20_000 });
      const found: string[] = [];
      for (const [screen, sign] of kept) {
        await app.show(screen);
        await expect(sign(page), screen).toBeVisible();
        await expect(page.getByText(/The core has not answered since/)).toBeVisible();
        found.push(...(await serious(page, screen)));
      }
      expect(found).toEqual([]);
    } finally {
      await stackyard('ui', '--background', '--json');
      // The browser itself tells of each connection that was refused.
      complaints.splice(0);
    }
  });
});
