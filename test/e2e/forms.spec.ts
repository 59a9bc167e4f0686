import { readFileSync } from 'node:fs';
import { expect, test } from './support/app.ts';
import { stackFile } from './support/stack-file.ts';

test('the form of a template keeps its buttons in view, names what is there already, and shows what it writes', async ({ app }) => {
  const { page } = app;
  const before = readFileSync(stackFile(), 'utf8');
  await app.show('catalog?template=redis');
  await expect(page.getByRole('button', { name: /^Redis/ })).toContainText(/In this stack: cache/);
  const pane = page.getByRole('complementary', { name: 'Add a service' });
  await expect(pane.getByRole('button', { name: /^Write the file/ })).toBeInViewport({ ratio: 1 });
  await expect(pane.getByText(/^It is given their addresses/)).toHaveCSS('font-size', '12px');
  await expect(pane.getByRole('checkbox')).toHaveCount(0);
  await pane.getByLabel('Used by').first().click();
  await page.getByRole('option', { name: 'api', exact: true }).click();
  await page.keyboard.press('Escape');
  await pane.getByRole('button', { name: 'Preview' }).click();
  const changes = pane.getByRole('region', { name: 'What changes in the stack file' });
  await expect(changes).toContainText('template: redis');
  await expect(changes).toBeInViewport({ ratio: 0.9 });
  await pane.getByRole('button', { name: 'Back to the form' }).click();
  await expect(pane.getByRole('textbox', { name: 'Name' })).toBeVisible();
  expect(readFileSync(stackFile(), 'utf8')).toBe(before);
});

test('options that were changed and not written are there after a reload, with a mark, until they are discarded', async ({ app }) => {
  const { page } = app;
  const before = readFileSync(stackFile(), 'utf8');
  await app.show('services/cache?tab=options');
  const field = page.getByRole('textbox', { name: /maxmemory/i }).first();
  const now = await field.inputValue();
  await field.fill('77mb');
  await expect(page.getByText('1 change not written yet')).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue('77mb');
  await app.show('services/cache');
  await expect(page.getByRole('tab', { name: 'Options not written yet' })).toBeVisible();
  await page.getByRole('tab', { name: /^Options/ }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(field).toHaveValue(now);
  await expect(page.getByRole('tab', { name: 'Options', exact: true })).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue(now);
  expect(readFileSync(stackFile(), 'utf8')).toBe(before);
});
