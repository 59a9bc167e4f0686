import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { seriousOn } from './support/axe.ts';
import { stackyard } from './support/demo-stack.ts';
import { fileOf, forgetStacks, go, openStack } from './support/other-stacks.ts';

test.afterEach(() => forgetStacks('quiet', 'mistaken'));

/** What axe finds serious, after the name of the screen. */
const serious = async (page: Page, screen: string, shell: 'browser' | 'desktop'): Promise<readonly string[]> => (await seriousOn(page, shell)).map((each) => `${screen}: ${each}`);

for (const colorScheme of ['light', 'dark'] as const) {
  test(`screens that have nothing to show teach what would stand there, and axe finds nothing serious (${colorScheme})`, async ({ app: { page }, shell }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme });
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
      found.push(...(await serious(page, screen, shell)));
    }
    await go(page, 'no-such-stack', 'stack');
    await expect(page.getByText('No stack is called no-such-stack')).toBeVisible();
    found.push(...(await serious(page, 'no stack', shell)));
    expect(found).toEqual([]);
  });

  test(`a stack file with a mistake is said where it stands, and axe finds nothing serious (${colorScheme})`, async ({ app: { page }, shell }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme });
    await openStack('mistaken', 'name: mistaken\nservices:\n  idle: { image: "local/debian:dev" }\n');
    writeFileSync(fileOf('mistaken'), 'name: mistaken\nservices:\n  idle: { template: rediss }\n');
    const found: string[] = [];
    for (const screen of ['stack', 'services', 'services/idle', 'logs', 'editor', 'catalog', 'export', 'doctor']) {
      await go(page, 'mistaken', screen);
      if (['stack', 'editor', 'export'].includes(screen)) await expect(page.getByText(/rediss/).first()).toBeVisible({ timeout: 20_000 });
      else await expect(page.locator('main')).not.toBeEmpty();
      found.push(...(await serious(page, screen, shell)));
    }
    expect(found).toEqual([]);
  });
}

test('without the core every screen keeps what it showed, the app says since when, and axe finds nothing serious', async ({ app, shell }) => {
  // A window starts another core at once; in a browser the server can be gone as well.
  test.skip(shell === 'desktop', 'the desktop app has no server that could be stopped');
  test.setTimeout(180_000);
  const { page, complaints } = app;
  await expect(page.getByText('9 ready')).toBeVisible();
  const main = page.locator('main');
  // What each shows of the stack, and no other screen: it must not be taken for that of the one before.
  const screens = [
    ['services/broker', main.getByRole('article', { name: 'broker' }).getByText('Ready when')],
    ['events', main.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1)],
    ['logs', main.getByRole('group', { name: 'Services' }).getByText('broker')],
    ['export?target=kubernetes', main.getByRole('tree', { name: 'Files' }).getByRole('treeitem', { name: /^kustomization\.yaml/ }).first()],
  ] as const;
  for (const [screen, sign] of screens) {
    await app.show(screen);
    await expect(sign).toBeVisible();
  }
  await stackyard('ui', '--stop');
  try {
    await expect(page.getByText(/The core has not answered since/)).toBeVisible({ timeout: 20_000 });
    const found: string[] = [];
    for (const [screen, sign] of [...screens, ['stack', main.getByText('broker').first()]] as const) {
      await app.show(screen);
      await expect(sign).toBeVisible();
      await expect(page.getByText(/The core has not answered since/)).toBeVisible();
      found.push(...(await serious(page, screen, shell)));
    }
    expect(found).toEqual([]);
  } finally {
    await stackyard('ui', '--background', '--json');
    // The browser itself tells of each connection that was refused.
    complaints.splice(0);
  }
});
