import { stackyard } from './support/demo-stack.ts';
import { expect, test } from './support/app.ts';

test('events tell what happened and why, and new ones come by themselves', async ({ app }) => {
  const { page } = app;
  await app.show('events');
  const grid = page.getByRole('grid', { name: 'Events' });
  await page.getByRole('textbox', { name: 'Find in events' }).fill('create-container');
  await expect(grid.getByText('Container created').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Find in events' }).fill('');
  await stackyard('restart', 'sessions');
  await expect(grid.getByText('Restart done').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Service' }).selectOption('sessions');
  await expect(page).toHaveURL(/service=sessions/);
  await grid.getByText('Container started').first().click();
  await expect(page.getByRole('complementary', { name: 'Event details' })).toContainText('step.start-container');
  await page.reload();
  await expect(page.getByRole('complementary', { name: 'Event details' })).toContainText('step.start-container');
});

test('metrics are drawn for every service, live, and a drag zooms into a range that the address keeps', async ({ app }) => {
  const { page } = app;
  await app.show('metrics');
  for (const chart of ['Processor', 'Memory', 'Network in', 'Network out', 'Restarts']) await expect(page.getByRole('region', { name: chart })).toBeVisible();
  const memory = page.getByRole('region', { name: 'Memory' });
  await expect(memory.getByRole('listitem').filter({ hasText: /^broker\s*\d+ MB/ })).toBeVisible();
  const plot = memory.locator('.u-over');
  await plot.hover();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the chart is not drawn');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=\d+/);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page).not.toHaveURL(/from=/);
});
