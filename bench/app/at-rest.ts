import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession } from '@playwright/test';

/** Milliseconds of one look, the share of a core (0 to 1) that counts as rest, and when to give up. */
const look = 250;
const rest = 0.05;
const patience = 20_000;

/** Seconds of processor time so far of each process of the browser, by its id. */
async function used(inspector: CDPSession): Promise<ReadonlyMap<number, number>> {
  const { processInfo } = await inspector.send('SystemInfo.getProcessInfo');
  return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
}

/** What those that live have used since; one that is new counts whole. */
const usedBetween = (before: ReadonlyMap<number, number>, now: ReadonlyMap<number, number>): number => [...now].reduce((sum, [id, seconds]) => sum + seconds - (before.get(id) ?? 0), 0);

/**
 * Resolves when a browser does nothing any more. A window that was just opened loads pages of the browser's own for a second or two, which
 * take more of the processor than ours.
 */
export async function browserAtRest(browser: Browser): Promise<void> {
  const inspector = await browser.newBrowserCDPSession();
  const end = performance.now() + patience;
  try {
    let before = await used(inspector);
    for (let calm = 0; calm < 2;) {
      if (performance.now() > end) throw new Error(`the browser was still busy after ${patience / 1000} s`);
      await sleep(look);
      const now = await used(inspector);
      calm = usedBetween(before, now) < (rest * look) / 1000 ? calm + 1 : 0;
      before = now;
    }
  } finally {
    await inspector.detach();
  }
}
