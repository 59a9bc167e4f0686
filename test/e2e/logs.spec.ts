import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { stackName } from './support/demo-stack.ts';
import { expect, test } from './support/app.ts';

const lines = 'Log lines';

/** What a service writes to its output, as `sh` says it: what a test looks for it has written itself. */
const write = (service: string, script: string, ...words: readonly string[]): Buffer => execFileSync('docker', ['exec', `${stackName}-${service}-1`, 'sh', '-c', `{ ${script}; } > /proc/1/fd/1`, ...words]);
/** Told apart from what an earlier test wrote. */
const mark = (): string => `mark-${randomBytes(4).toString('hex')}`;

test('shows lines of all services, filters them, and keeps the filter over a reload', async ({ app }) => {
  const { page } = app;
  const word = mark();
  for (const service of ['broker', 'sessions']) write(service, `echo wanted ${word}; echo other ${word}`);
  await app.show('logs');
  const grid = page.getByRole('grid', { name: lines });
  const find = page.getByRole('textbox', { name: 'Find in lines' });
  await find.fill(word);
  await expect(grid.getByRole('row')).toHaveCount(4);
  await page.getByRole('group', { name: 'Services' }).getByRole('button', { name: 'broker' }).click();
  await expect(page).toHaveURL(/services=broker/);
  await expect(grid.getByRole('row')).toHaveCount(2);
  await find.fill(`wanted ${word}`);
  await expect(grid.getByRole('row')).toHaveCount(1);
  await page.reload();
  await expect(find).toHaveValue(`wanted ${word}`);
  await expect(grid.getByRole('row')).toHaveCount(1);
  await expect(grid.getByRole('row')).toContainText('broker');
});

test('a pattern that takes for ever is given up within a second or so, and the screen lives (row 64)', async ({ app }) => {
  const { page } = app;
  const word = mark();
  write('sessions', `echo ${word} ${'a'.repeat(60)}!`);
  await app.show('logs?services=sessions');
  await expect(page.getByRole('grid', { name: lines }).getByText(word)).toBeVisible();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('(a+)+$');
  await expect(page.getByText(/takes too long/)).toBeVisible({ timeout: 4_000 });
  await page.getByRole('textbox', { name: 'Find in lines' }).fill(`${word.slice(0, -1)}.`);
  await expect(page.getByRole('grid', { name: lines }).getByText(word)).toBeVisible();
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('(');
  await expect(page.getByText(/Invalid regular expression/)).toBeVisible();
});

test('a filter whose worker ended is answered by another one (row 74)', async ({ app }) => {
  const { page } = app;
  const word = mark();
  write('sessions', `echo first ${word}`);
  await app.show(`logs?services=sessions&filter=${word}`);
  const rows = page.getByRole('grid', { name: lines }).getByRole('row');
  await expect(rows).toHaveCount(1);
  const [worker] = page.workers();
  if (worker === undefined) throw new Error('there is no worker that filters');
  const ended = worker.waitForEvent('close');
  await worker.evaluate('setTimeout(() => self.close())');
  await ended;
  write('sessions', `echo second ${word}`);
  await expect(rows).toHaveCount(2, { timeout: 15_000 });
});

test('what is read stays in place while lines come, which a pill counts (live tail)', async ({ app }) => {
  const { page } = app;
  // More than a screen of them.
  write('broker', 'for number in $(seq 100); do echo "line $number of a hundred"; done');
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
  write('broker', 'echo one more line');
  await expect(page.getByRole('button', { name: /^\d.* new lines?$/ })).toBeVisible({ timeout: 20_000 });
  expect(await row()).toBe(first);
  await page.getByRole('button', { name: /^\d.* new lines?$/ }).click();
  await expect(page.getByRole('button', { name: /^\d.* new lines?$/ })).toHaveCount(0);
});

test('hostile lines stay text (row 61)', async ({ app }) => {
  const { page } = app;
  const evil = String.raw`<img src=x onerror="document.title='owned'"><script>document.title='owned'</script> [31mred‮exe`;
  write('sessions', 'printf "%s\\n" "$0"', evil);
  await app.show('logs?services=sessions&filter=onerror');
  const row = page.getByRole('grid', { name: lines }).getByText(/onerror/).first();
  await expect(row).toBeVisible();
  await row.click();
  await expect(page.getByRole('complementary', { name: 'Line details' })).toContainText('‹U+202E›');
  expect(await page.title()).not.toBe('owned');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
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
  const calm = mark();
  for (const number of [1, 2, 3]) write('broker', `echo ${calm} line ${number}`);
  await page.getByRole('textbox', { name: 'Find in lines' }).fill(calm);
  await page.getByRole('button', { name: 'Go with new lines' }).click();
  for (const number of [1, 2, 3]) await expect(grid.getByText(`${calm} line ${number}`)).toBeVisible({ timeout: 30_000 });
  await flood;
  await page.getByRole('textbox', { name: 'Find in lines' }).fill('missing: ');
  await expect(grid.getByText(/^[\d,]+ lines are missing: they came faster|^lines of .* may be missing: it writes faster/).first()).toBeVisible({ timeout: 30_000 });
});
