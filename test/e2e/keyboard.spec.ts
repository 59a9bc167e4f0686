import { expect, test } from './support/app.ts';
import { seriousOn } from './support/axe.ts';

test('the focus follows to each screen, and back to the row it came from', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  await page.getByRole('link', { name: 'Services' }).click();
  await expect(page.getByRole('heading', { name: 'Services', level: 1 })).toBeFocused();
  const grid = page.getByRole('grid', { name: 'Services' });
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const row = grid.locator('[data-cursor]');
  const name = (await row.getByRole('gridcell').first().innerText()).trim();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await expect(row).toContainText(name);
  expect(await grid.getAttribute('aria-activedescendant')).toBe(await row.getAttribute('id'));
  await page.getByRole('textbox', { name: 'Filter services' }).pressSequentially(name);
  await expect(page).toHaveURL(/filter=/);
  await expect(page.getByRole('textbox', { name: 'Filter services' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find anything' }).fill('events');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Events', level: 1 })).toBeFocused();
});

test('the first stop leads past the bar and the rail', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Stack', level: 1 })).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.locator('*:focus').evaluate((element) => element.closest('main') !== null)).toBe(true);
});

test('services of the graph are buttons in the order in which they stand, and say what they do', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  const nodes = page.getByRole('button', { name: /Ready.*Show its details$/ });
  await expect(nodes).toHaveCount(9);
  const boxes = await nodes.evaluateAll((all) => all.map((each) => each.getBoundingClientRect()).map(({ x, y }) => [Math.round(x), Math.round(y)] as const));
  expect(boxes).toEqual(boxes.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by));
  await nodes.first().focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: 'Service details' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Zoom in' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fit view' })).toBeVisible();
});

test('the engine in the top bar leads to its settings', async ({ app: { page } }) => {
  const engine = page.getByRole('banner').getByRole('button', { name: /^Engine [\d.]+\. Open Settings$/ });
  await engine.click();
  await expect(page).toHaveURL(/#\/-\/settings/);
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
});

test('the keys are told by where they work, each once, and how a screen is reached', async ({ app: { page } }) => {
  await expect(page.getByText('9 ready')).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet.getByRole('region', { name: 'On this screen' })).toContainText('Start the chosen service');
  await expect(sheet.getByRole('region', { name: 'Everywhere' })).toContainText('Go to any screen, service or action');
  expect(await seriousOn(page)).toEqual([]);
  const keys = await sheet.locator('kbd').allInnerTexts();
  expect(keys).toContain('Esc');
  expect(keys.filter((key) => key.startsWith('Arrow') || key === 'Escape')).toEqual([]);
  expect(new Set(keys).size).toBe(keys.length);
});

test('tabs stand where they stood, whatever they count and whichever is chosen', async ({ app }) => {
  const { page } = app;
  const places = async (address: string, name: string) => {
    await app.show(address);
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByRole('article', { name }).getByRole('status', { name: 'Loading' })).toHaveCount(0);
    return page.getByRole('tab').evaluateAll((tabs) => tabs.map((tab) => [tab.textContent.replaceAll(/[\d+]/g, ''), Math.round(tab.getBoundingClientRect().x)] as const));
  };
  const cache = await places('services/cache', 'cache');
  expect(cache.map(([title]) => title)).toContain('Terminal');
  await expect(page.getByRole('tab', { name: /^Files \d+$/ })).toBeVisible();
  expect(await places('services/sessions', 'sessions')).toEqual(cache);
  expect(await places('services/cache?tab=files', 'cache')).toEqual(cache);
});
