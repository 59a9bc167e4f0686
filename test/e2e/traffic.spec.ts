import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { edgeAddress } from './support/demo-stack.ts';
import { order } from './support/pictures.ts';

/** Orders a second. */
const pace = 8;
/** How far a shown rate may be from what was sent. */
const tolerance = 0.2;

/** Orders at a steady pace until it is disposed. */
function customers(): AsyncDisposable & { readonly perSecond: () => number } {
  const began = performance.now();
  const orders: Promise<void>[] = [];
  const timer = setInterval(() => {
    for (const due = ((performance.now() - began) / 1000) * pace; orders.length < due; ) orders.push(order(edgeAddress, { round: orders.length, index: orders.length % 4, after: 0 }));
  }, 25);
  return {
    perSecond: () => (orders.length / (performance.now() - began)) * 1000,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await Promise.all(orders);
    },
  };
}

const wire = (page: Page, from: string, to: string): Locator => page.locator(`[aria-label^="${from} uses ${to} by "]`);
/** Requests a second that the wire tells; undefined where it tells none. */
const told = async (page: Page): Promise<number | undefined> => {
  const found = /, ([\d.,]+)\/s/.exec((await wire(page, 'mesh', 'api').getAttribute('aria-label')) ?? '')?.[1];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
};
const nodes = async (page: Page): Promise<unknown> => page.locator('.react-flow__node').evaluateAll((all) => all.map((each) => each.getAttribute('style')));

test('a wire shows what goes over it while orders are sent, and that nothing does when they end', async ({ app: { page } }) => {
  test.setTimeout(120_000);
  await expect(page.getByText('9 ready')).toBeVisible();
  await expect(page.locator('.react-flow__node')).toHaveCount(9);
  const before = await nodes(page);
  {
    await using shop = customers();
    await expect
      .poll(async () => Math.abs(((await told(page)) ?? 0) - shop.perSecond()) / shop.perSecond(), { timeout: 40_000 })
      .toBeLessThan(tolerance);
    await expect(wire(page, 'mesh', 'api').locator('text')).toHaveText(/^[\d.]+\/s$/);
    await expect(wire(page, 'worker', 'broker').locator('text')).toHaveText(/^[\d.]+ k?B\/s$/, { timeout: 20_000 });
    // What nobody counts shows nothing.
    await expect(wire(page, 'worker', 'search').locator('text')).toHaveCount(0);
    expect(await nodes(page)).toEqual(before);
    await page.getByText('api', { exact: true }).first().click();
    await expect(page.getByRole('complementary', { name: 'Service details' })).toContainText(/Used by\s*mesh\s*[\d.]+\/s, [\d.]+ k?B\/s/);
    await page.keyboard.press('Escape');
  }
  await expect.poll(() => told(page), { timeout: 30_000 }).toBe(0);
});

test('a proxy that is stopped takes its rates with it', async ({ app }) => {
  const { page } = app;
  test.setTimeout(120_000);
  await expect(page.getByText('9 ready')).toBeVisible();
  await expect(wire(page, 'mesh', 'api').locator('text')).toHaveText('0/s', { timeout: 20_000 });
  await page.getByText('mesh', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('8 ready')).toBeVisible({ timeout: 30_000 });
  await app.jobIsDone();
  await expect(wire(page, 'mesh', 'api').locator('text')).toHaveCount(0, { timeout: 10_000 });
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('9 ready')).toBeVisible({ timeout: 30_000 });
  await expect(wire(page, 'mesh', 'api').locator('text')).toHaveText('0/s', { timeout: 20_000 });
});
