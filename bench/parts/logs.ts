import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { flood } from '../app/flood.ts';
import { scrollFrames, watchFrames, watchTasks, type Frames } from '../app/frames.ts';
import { openApp, openChromium, type OpenApp } from '../app/open-app.ts';
import { usageOf } from '../measure/usage.ts';
import type { Figure } from '../report/figure.ts';
import { quantile } from '../report/statistics.ts';
import type { Part } from './part.ts';

const container = 'stackyard-bench-sessions-1';
const floodSeconds = 10;
const million = 1_000_000;
/** The page takes 25,000 lines a second at most. */
const fillSeconds = 240;
const scrollMilliseconds = 10_000;
const grid = '[aria-label="Log lines"]';

export const logsPart: Part = {
  id: 'logs',
  title: 'the logs screen: a flood, and a million lines',
  async run({ stack, say, chromium }) {
    const own = await stack();
    await using app = await openApp(own);
    const browser = await openChromium(await chromium());
    try {
      say('an empty page, for what this machine can draw …');
      const floor = await emptyPage(browser);
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      await page.goto(await app.link());
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Logs' }).click();
      await page.locator(`${grid} [role=row]`).first().waitFor();
      say(`a flood of ${floodSeconds} s …`);
      const flooded = await underFlood(page, app, floor);
      say('a million lines …');
      return [...flooded, ...(await aMillion(page, floor))];
    } finally {
      await browser.close();
    }
  },
};

async function emptyPage(browser: Browser): Promise<Frames> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const frames = await watchFrames(page, 5_000);
  await context.close();
  return frames;
}

async function underFlood(page: Page, app: OpenApp, floor: Frames): Promise<readonly Figure[]> {
  const tasksSince = await watchTasks(page);
  const memory = async (): Promise<number> => (await usageOf(app.processes.core)).residentMegabytes;
  const before = await memory();
  const running = flood(container, floodSeconds);
  const pings: number[] = [];
  let most = before;
  const ended = new AbortController();
  const asking = (async () => {
    while (!ended.signal.aborted) {
      const began = performance.now();
      await app.core.client.core.info({});
      pings.push(performance.now() - began);
      most = Math.max(most, await memory());
      await sleep(100);
    }
  })();
  const frames = await watchFrames(page, floodSeconds * 1_000);
  const lines = await running.lines;
  ended.abort();
  await asking;
  const tasks = await tasksSince();
  const note = `${lines.toLocaleString('en-US')} lines, ${((lines * 100) / floodSeconds / 1e6).toFixed(0)} MB/s, as fast as the engine took them`;
  return [
    { name: 'logs: longest task of the page in a flood', unit: 'ms', value: Math.max(0, ...tasks), bound: { atMost: 200 }, note },
    { name: 'logs: frames in a flood', unit: '1/s', value: frames.perSecond, bound: { atLeast: 30 }, note: `an empty page: ${floor.perSecond.toFixed(0)}` },
    { name: 'logs: what the core grows by in a flood', unit: 'MB', value: most - before, bound: { atMost: 100 } },
    { name: 'logs: the core’s answer in a flood, 99th percentile', unit: 'ms', value: quantile(pings, 0.99), bound: { atMost: 500 } },
  ];
}

async function aMillion(page: Page, floor: Frames): Promise<readonly Figure[]> {
  const running = flood(container, fillSeconds);
  const end = performance.now() + fillSeconds * 1_000;
  // Playwright's own waiting for a function compiles text in the page, which the page's policy forbids.
  const count = async (): Promise<number> => page.evaluate<number>(`Number(document.querySelector('${grid}')?.ariaRowCount)`);
  let lines = await count();
  while (lines < million && performance.now() < end) {
    await sleep(500);
    lines = await count();
  }
  await running.end();
  await page.getByRole('button', { name: 'Hold still' }).click();
  const frames = await scrollFrames(page, grid, scrollMilliseconds);
  const note = `${lines.toLocaleString('en-US')} lines; 95 of 100 frames within ${frames.slow.toFixed(1)} ms, the longest ${frames.longest.toFixed(0)} ms; an empty page: ${floor.perSecond.toFixed(0)} a second, ${floor.slow.toFixed(1)} ms`;
  return [{ name: 'logs: frames while a million lines scroll, to an empty page', unit: '×', value: frames.perSecond / floor.perSecond, bound: { atLeast: 0.9 }, note }];
}
