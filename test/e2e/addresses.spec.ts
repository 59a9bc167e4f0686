import { expect, test } from './support/app.ts';
import { stackName } from './support/demo-stack.ts';
import { forgetStacks, go, openStack } from './support/other-stacks.ts';

test('an unknown screen stays in its stack and says so', async ({ app }) => {
  const { page } = app;
  for (const [screen, named] of [['nosuch', 'nosuch'], ['export/../..', 'export/../..'], ['services/cache/logs', 'services/cache/logs'], ['%00/NaNf', '␀/NaNf']] as const) {
    await test.step(screen, async () => {
      await app.show(screen);
      await expect.soft(page.getByRole('heading', { name: `There is no screen called ${named}` })).toBeVisible();
      await expect.soft(page.getByRole('button', { name: `Stack ${stackName}; choose another` })).toBeVisible();
      await page.getByRole('main').getByRole('link', { name: 'Stack' }).click();
      await page.waitForURL(`**/#/${stackName}/stack`);
    });
  }
});

test('an address of no stack and no screen leads to none', async ({ app }) => {
  const { page } = app;
  for (const address of ['/%00/x', '/-/doctor', '/-', '/%2e%2e/%2e%2e/etc', '/<script>/x', '/%zz/logs'] as const) {
    await test.step(address, async () => {
      // Each comes where a stack is shown, whose buttons must not stay.
      await app.show('stack');
      await expect(page.getByRole('main').getByRole('button', { name: /Start|Stop|Apply/ })).not.toHaveCount(0);
      await app.show(address);
      await expect.soft(page.getByRole('heading', { name: 'Nothing is here' })).toBeVisible();
      await expect.soft(page.getByRole('main').getByRole('button', { name: /Start|Stop|Apply/ })).toHaveCount(0);
      await page.getByRole('main').getByRole('button', { name: 'Open a stack' }).click();
      await page.waitForURL('**/#/-/open');
    });
  }
});

// Each is asked for while the first screen is still on its way.
for (const [address, leadsTo] of [['/', `${stackName}/stack`], ['//', `${stackName}/stack`], [`/${stackName}`, `${stackName}/stack`], ['/?keys=shown', `${stackName}/stack?keys=shown`], ['/-/settings', '-/settings'], ['///-/settings', '-/settings']] as const) {
  test(`an address that comes early is gone to: ${address}`, async ({ app }) => {
    const { page } = app;
    await app.show(address);
    await page.waitForURL(`**/#/${leadsTo}`);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText(leadsTo.startsWith('-') ? 'Settings' : 'Stack');
    await expect(page).toHaveURL(new RegExp(RegExp.escape(`/#/${leadsTo}`)));
  });
}

test('a mistyped address of one stack never leads to another, though that one was looked at last', async ({ app: { page } }) => {
  await openStack('elsewhere', 'name: elsewhere\nservices:\n  only:\n    image: busybox\n');
  try {
    await go(page, 'elsewhere', 'stack');
    await expect(page.getByRole('button', { name: 'Stack elsewhere; choose another' })).toBeVisible();
    await go(page, stackName, 'nosuch');
    await expect(page.getByRole('heading', { name: 'There is no screen called nosuch' })).toBeVisible();
    await expect(page.getByRole('button', { name: `Stack ${stackName}; choose another` })).toBeVisible();
  } finally {
    await forgetStacks('elsewhere');
  }
});

test('the address of a stack alone is its first screen, with all that was asked of it', async ({ app }) => {
  await app.show(`/${stackName}?keys=shown`);
  await app.page.waitForURL(`**/#/${stackName}/stack?keys=shown`);
  await expect(app.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test.describe(() => {
  test.skip(({ shell }) => shell === 'desktop', 'a window has a smallest size of its own');

  test('a page zoomed to twice its size has icons at the left, and the whole frame without scrolling', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 640, height: 700 });
    await expect(page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Logs' })).toBeVisible();
    for (const screen of ['stack', 'logs', 'events', 'metrics', 'doctor']) {
      await app.show(screen);
      await page.waitForURL(`**/#/${stackName}/${screen}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(640);
    }
  });
});
