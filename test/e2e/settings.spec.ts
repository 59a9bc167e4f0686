import { runFolders } from './support/demo-stack.ts';
import { expect, test } from './support/app.ts';

test('a setting holds at once, after a reload, and in every window', async ({ app }) => {
  const { page } = app;
  await app.show('/-/settings');
  const ready = page.getByRole('switch', { name: 'Tell when a stack is ready' });
  const days = page.getByRole('textbox', { name: 'Keep events' });
  await expect(ready).toBeChecked();
  // The switch itself is behind what is drawn of it.
  await ready.press('Space');
  await days.fill('0');
  await expect(page.getByText('At least 1 day.')).toBeVisible();
  await days.fill('7');
  await days.press('Enter');
  await expect(page.getByText('At least 1 day.')).toBeHidden();
  await page.reload();
  await expect(ready).not.toBeChecked();
  await expect(days).toHaveValue('7');
  await ready.press('Space');
  await days.fill('30');
  await days.press('Enter');
  await page.reload();
  await expect(ready).toBeChecked();
  await expect(days).toHaveValue('30');
});

test('colours and rows are as chosen, and stay so', async ({ app }) => {
  const { page } = app;
  await app.show('/-/settings');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByText('Roomy', { exact: true }).click();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await app.show('volumes');
  await expect(page.getByRole('row').nth(1)).toHaveCSS('height', '36px');
});

test('it says which engine, where state and secrets are, and makes a report to look at before it is copied', async ({ app }) => {
  const { page } = app;
  await app.show('/-/settings');
  await expect(page.getByRole('region', { name: 'State and secrets' })).toContainText(runFolders().home);
  await expect(page.getByRole('region', { name: 'State and secrets' })).toContainText('mode 0600, so only your account can read them');
  await expect(page.getByRole('region', { name: 'Engine' })).toContainText('docker.sock');
  await page.getByRole('button', { name: 'Look at this machine' }).click();
  const report = page.getByRole('region', { name: 'Report', exact: true });
  await expect(report).toContainText('Settings {"heal":true', { timeout: 30_000 });
  await expect(report).not.toContainText('shop-e2e');
  await expect(page.getByRole('button', { name: 'Copy the report' })).toBeVisible();
});
