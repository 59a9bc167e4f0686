import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Where pictures for docs/screenshots go, when they are to be made anew; a run for pictures has the demo where a person would have it. */
export const pictureFolder = process.env['STACKYARD_SCREENSHOTS'];

/** The home of whoever the pictures are of. It must not be there: nobody's files are touched. */
export function pictureHome(): string {
  const home = '/home/ada';
  mkdirSync(home);
  for (const name of ['api', 'checkout', 'notes']) mkdirSync(join(home, 'code', name), { recursive: true });
  return home;
}

/** What the name of a picture ends with, for each size; the usual one last, as the next screen begins with it. */
const sizes = { '-large': { width: 1920, height: 1080 }, '': { width: 1280, height: 800 } } as const;
const settleMilliseconds = 700;

/** Pictures of a screen as it stands; a large one as well where more room shows more. */
export async function takePicture(page: Page, name: string, { alsoLarge = false }: { readonly alsoLarge?: boolean } = {}): Promise<void> {
  if (pictureFolder === undefined) return;
  for (const [ending, viewport] of Object.entries(sizes)) {
    if (ending !== '' && !alsoLarge) continue;
    await page.setViewportSize(viewport);
    // Charts and graph follow the size after a moment; a picture of that moment is of no use.
    await page.waitForTimeout(settleMilliseconds);
    await page.screenshot({ path: join(pictureFolder, `${name}${ending}.png`) });
  }
}

const cities = ['Lisbon', 'Porto', 'Berlin', 'Utrecht', 'Lyon'];
const products = ['KIT-001', 'GAR-002', 'OFF-003', 'TRA-001'];

/** Customers of the demo shop, now more and now fewer, until the signal: what the screens show moves then. */
export async function shopUntil(signal: AbortSignal, edge: string): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    const many = 2 + Math.round(5 * (1 + Math.sin(round / 9)));
    // Not all at once, and not in step: so do people.
    await Promise.all(Array.from({ length: many }, async (_, index) => order(edge, { round, index, after: ((index * 7 + round * 3) % many) * (roundMilliseconds / many) })));
  }
}

const roundMilliseconds = 500;

/** One order, some milliseconds from now. Rejects where the shop refuses it. */
export async function order(edge: string, { round, index, after }: { readonly round: number; readonly index: number; readonly after: number }): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, after));
  const body = { customer: { name: 'Ada Example', email: 'ada@example.com', city: cities[(round + index) % cities.length] }, items: [{ sku: products[index % products.length], quantity: 1 + (round % 3) }], shipping: 'courier', payment: 'card' };
  const answer = await fetch(`${edge}/orders`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the shop refused an order: ${answer.status} ${await answer.text()}`);
}
