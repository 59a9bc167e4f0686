import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { stackName } from './support/demo-stack.ts';
import { expect, test } from './support/app.ts';

const lines = 'Log lines';

test('shows lines of all services, filters them, and keeps the filter over a reload', async ({ app }) => {
  const { page } = app;
  await app.show('logs');
  const grid = page.getByRole('grid', { name: lines });
  await expect(grid.getByRole('row').first()).toBeVisible();
  await page.getByRole('group', { name: 'Services' }).getByRole('button', { name: 'broker' }).click();
  await expect(page).toHaveURL(/services=broker/);
  await expect(grid.getByRole('row').first()).toContainText('broker');
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('accepting AMQP');
  await expect(grid.getByText(/accepting AMQP/).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Find in lines' })).toHaveValue('accepting AMQP');
  await expect(grid.getByText(/accepting AMQP/).first()).toBeVisible();
  await expect(grid.getByText(/closing AMQP/)).toHaveCount(0);
});

test('a pattern that takes for ever is given up within a second or so, and the screen lives (row 64)', async ({ app }) => {
  const { page } = app;
  await app.show('logs');
  await expect(page.getByRole('grid', { name: lines }).getByRole('row').first()).toBeVisible();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('^(([a-z0-9 .:<>()_,\'-])+.)+[A-Z]([a-z])+$');
  await expect(page.getByText(/takes too long/)).toBeVisible({ timeout: 4_000 });
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('AMQP');
  await expect(page.getByRole('grid', { name: lines }).getByText(/AMQP/).first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('(');
  await expect(page.getByText(/Invalid regular expression/)).toBeVisible();
});

test('what is read stays in place while lines come, which a pill counts (live tail)', async ({ app }) => {
  const { page } = app;
  await app.show('logs?services=broker');
  const grid = page.getByRole('grid', { name: lines });
  await expect(grid.getByRole('row').first()).toBeVisible();
  await grid.hover();
  const row = (): Promise<string> => grid.getByRole('row').nth(8).innerText();
  const atTheEnd = await row();
  await page.mouse.wheel(0, -300);
  // The wheel begins late and glides for a moment.
  await expect.poll(row).not.toBe(atTheEnd);
  let first = await row();
  await expect.poll(async () => {
    const before = first;
    first = await row();
    return first === before;
  }, { intervals: [250] }).toBe(true);
  execFileSync('docker', ['exec', `${stackName}-broker-1`, 'sh', '-c', 'echo one more line > /proc/1/fd/1']);
  await expect(page.getByRole('button', { name: /^\d.* new lines?$/ })).toBeVisible({ timeout: 20_000 });
  expect(await row()).toBe(first);
  await page.getByRole('button', { name: /^\d.* new lines?$/ }).click();
  await expect(page.getByRole('button', { name: /^\d.* new lines?$/ })).toHaveCount(0);
});

test('hostile lines stay text (row 61)', async ({ app }) => {
  const { page } = app;
  const evil = String.raw`<img src=x onerror="document.title='owned'"><script>document.title='owned'</script> [31mred‮exe`;
  execFileSync('docker', ['exec', `${stackName}-sessions-1`, 'sh', '-c', 'printf "%s\\n" "$0" > /proc/1/fd/2', evil]);
  await app.show('logs?services=sessions&filter=onerror');
  const row = page.getByRole('grid', { name: lines }).getByText(/onerror/).first();
  await expect(row).toBeVisible();
  await row.click();
  await expect(page.getByRole('complementary', { name: 'Line details' })).toContainText('‹U+202E›');
  expect(await page.title()).not.toBe('owned');
  await expect(page.locator('img')).toHaveCount(0);
});

test('a flood of lines freezes nothing: what is clicked and typed is answered, calm services lose no line, and what is missing is said (row 14)', async ({ app }) => {
  const { page } = app;
  await app.show('logs');
  const grid = page.getByRole('grid', { name: lines });
  await expect(grid.getByRole('row').first()).toBeVisible();
  const words = "timeout 12 seq -f '%09.0f INFO a line of a hundred bytes, as a program writes one that has a great deal to say about it all' 1000000000 > /proc/1/fd/1 || true";
  const flood = promisify(execFile)('docker', ['exec', `${stackName}-sessions-1`, 'sh', '-c', words]);
  await expect(grid.getByText(/a line of a hundred bytes/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Hold still' }).click();
  await expect(page.getByRole('button', { name: /^[\d,]+ new lines$/ })).toBeVisible();
  await grid.getByRole('row').nth(8).click();
  await expect(page.getByRole('complementary', { name: 'Line details' })).toBeVisible();
  for (const number of [1, 2, 3]) execFileSync('docker', ['exec', `${stackName}-broker-1`, 'sh', '-c', `echo calm line ${number} > /proc/1/fd/1`]);
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('calm line');
  await page.getByRole('button', { name: 'Go with new lines' }).click();
  for (const number of [1, 2, 3]) await expect(grid.getByText(`calm line ${number}`)).toBeVisible({ timeout: 30_000 });
  await flood;
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('missing: ');
  await expect(grid.getByText(/^[\d,]+ lines are missing: they came faster|^lines of .* may be missing: it writes faster/).first()).toBeVisible({ timeout: 30_000 });
});
