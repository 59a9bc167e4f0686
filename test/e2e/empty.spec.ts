import { expect, test } from './support/app.ts';
import { stackyard } from './support/demo-stack.ts';
import { fileOf, forgetStacks, go, openStack } from './support/other-stacks.ts';

test.afterEach(() => forgetStacks('asleep'));

test('a filter that hides all is taken away where nothing is shown', async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  for (const [screen, all, counted] of [
    ['services?filter=zzz', 'No service matches zzz', '[role=row]'],
    ['stack?view=table&filter=zzz', 'No service matches zzz', '[role=row]'],
    ['catalog?filter=zzz', 'No template matches zzz', '[aria-pressed]'],
    ['events?filter=zzzqqq', 'No event matches', '[role=row]'],
    ['logs?filter=zzzqqq', 'No line matches', '[role=row]'],
  ] as const) {
    await test.step(screen, async () => {
      await app.show(screen);
      const main = page.locator('main');
      await expect.soft(main.getByRole('heading', { name: all })).toBeVisible({ timeout: 20_000 });
      if (screen.includes('ser') || screen.includes('table')) await expect.soft(main.getByRole('columnheader', { name: 'State' })).toBeVisible();
      await main.getByRole('button', { name: 'Clear the filter' }).click();
      await expect.soft(main.locator(counted).nth(2)).toBeVisible();
      await expect.soft(page).not.toHaveURL(/filter=/);
      await expect.soft(main.getByRole('textbox').first()).toBeFocused();
    });
  }
});

test('where a stack that is stopped has nothing to show, it is started', async ({ app: { page } }) => {
  await openStack('asleep', 'name: asleep\nservices:\n  idle: { image: "local/debian:dev", command: [sleep, infinity] }\n');
  for (const [screen, button] of [
    ['metrics', 'Start the stack'],
    ['services/idle?tab=metrics', 'Start idle'],
    ['services/idle?tab=logs', 'Start idle'],
    ['logs', 'Start the stack'],
  ] as const) {
    await go(page, 'asleep', screen);
    await expect(page.getByRole('main').getByRole('button', { name: button })).toBeEnabled({ timeout: 20_000 });
  }
  await page.getByRole('main').getByRole('button', { name: 'Start the stack' }).click();
  await expect(page.getByRole('region', { name: 'Job', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Job', exact: true }).locator('[data-state="done"], [data-state="failed"]').first()).toBeVisible({ timeout: 60_000 });
  await stackyard('down', '-f', fileOf('asleep'));
});

test('a long name has its room, and an ellipsis beyond it', async ({ app: { page } }) => {
  const [long, longest] = ['inventory-service-number-1', 'a-service-with-a-name-of-39-letters-abc'];
  await openStack('asleep', `name: asleep\nservices:\n  ${long}: { image: "local/debian:dev" }\n  ${longest}: { image: "local/debian:dev" }\n`);
  await go(page, 'asleep', 'services');
  const cell = (name: string) => page.getByRole('gridcell', { name, exact: true }).first();
  await expect(cell(long)).toBeVisible({ timeout: 20_000 });
  const fits = (name: string) => cell(name).locator('span span').evaluate((text) => ({ isWhole: text.scrollWidth <= text.clientWidth, overflow: getComputedStyle(text).textOverflow }));
  expect(await fits(long)).toEqual({ isWhole: true, overflow: 'ellipsis' });
  expect((await fits(longest)).overflow).toBe('ellipsis');
  await expect(cell(longest)).toHaveAttribute('title', longest);
  expect((await cell(longest).boundingBox())?.width).toBe(320);
});

test('what belongs together is held together in the dark as well', async ({ app: { page } }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const held = page.getByRole('radiogroup', { name: 'Show as' });
  await expect(held).toBeVisible();
  const [inside, around] = await held.evaluate((element) => [getComputedStyle(element).backgroundColor, getComputedStyle(element.parentElement as Element).backgroundColor]);
  expect(inside).not.toBe(around);
});
