import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { stackName } from './support/demo-stack.ts';
import { expect, test } from './support/app.ts';

const services = ['cache', 'broker', 'files', 'search', 'sessions', 'api', 'worker', 'mesh', 'edge'];

test('shows every service with its state, as graph and as table', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  for (const service of services) await expect(page.getByText(service, { exact: true }).first()).toBeVisible();
  await page.getByText('Table', { exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(services.length + 1);
  await page.reload();
  await expect(page.getByRole('row')).toHaveCount(services.length + 1);
});

test('a service that is killed is seen to fall and to come back by itself', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  // Looked for in each frame, and from before: it may be down for less than a second.
  const fell = page.waitForFunction(() => document.body.textContent.includes('8 ready'), undefined, { polling: 'raf', timeout: 10_000 });
  await promisify(execFile)('docker', ['kill', `${stackName}-sessions-1`]);
  await fell;
  await expect(page.getByText('9 ready')).toBeVisible({ timeout: 30_000 });
});

test('the palette reaches a service by typing', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find anything' }).fill('broker');
  await expect(page.locator('[data-selected]')).toContainText('broker');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/broker/);
});

test('the palette opens out of a field, and does what can be done with one service', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter services' }).press('Control+k');
  const find = page.getByRole('textbox', { name: 'Find anything' });
  await find.fill('logs broker');
  await expect(page.locator('[data-selected]')).toContainText('Logs of broker');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/services\/broker\?tab=logs/);
  await expect(find).toBeHidden();
  await page.keyboard.press('Control+k');
  await find.fill('restart sessions');
  await page.keyboard.press('Enter');
  const job = page.getByRole('region', { name: 'Job', exact: true });
  await expect(job.getByRole('heading')).toHaveText('restart sessions', { ignoreCase: true });
  await expect(job.locator('[data-state="done"]')).toBeVisible({ timeout: 30_000 });
});
