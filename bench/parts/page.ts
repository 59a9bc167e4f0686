import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { drawnAnew } from '../app/graph-drawn.ts';
import { browserAtRest } from '../app/at-rest.ts';
import { openApp, openChromium, type OpenApp } from '../app/open-app.ts';
import { livingNodes, pageHeap } from '../app/page-heap.ts';
import { series, type Figure } from '../report/figure.ts';
import type { Part } from './part.ts';

const opens = 9;
const kills = 5;
const screenChanges = 200;
const atRest = 10_000;
const pages = join(import.meta.dirname, '..', '..', 'out', 'renderer');

export const pagePart: Part = {
  id: 'page',
  title: 'the app in Chromium, ten services',
  async run({ stack, say, chromium }) {
    const own = await stack();
    await using app = await openApp(own);
    const browser = await openChromium(await chromium());
    try {
      say(`opening the app ${opens} times …`);
      const opened = await open(browser, app, (await own.status()).services.map(({ name }) => name));
      say('from the engine’s event to the screen …');
      const seen = await eventToScreen(browser, app);
      say(`${screenChanges} screen changes …`);
      return [initialScript(), ...opened, seen, ...(await heapAfterChanges(browser, app))];
    } finally {
      await browser.close();
    }
  },
};

/** What the page loads before it shows anything: the entry and what it imports at once. */
function initialScript(): Figure {
  const entry = readFileSync(join(pages, 'index.html'), 'utf8');
  const loaded = globSync('assets/*.js', { cwd: pages }).filter((file) => entry.includes(file));
  const bytes = loaded.reduce((sum, file) => sum + gzipSync(readFileSync(join(pages, file)), { level: 9 }).length, 0);
  return { name: 'page: initial JavaScript, gzipped', unit: 'kB', value: bytes / 1000, bound: { atMost: 220 } };
}

/**
 * In the page: marks when a frame with all of these texts was drawn. A question from outside would be answered later, and would keep the page
 * busy while it loads.
 */
const markShown = (texts: readonly string[]): string => `
  new MutationObserver((_, observer) => {
    const shown = document.body?.textContent ?? '';
    if (!${JSON.stringify(texts)}.every((text) => shown.includes(text))) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark('shown')));
  }).observe(document, { subtree: true, childList: true, characterData: true });`;

const whenShown = "new Promise((resolve) => { new PerformanceObserver((_, observer) => { const [shown] = performance.getEntriesByName('shown'); if (shown === undefined) return; observer.disconnect(); resolve(shown.startTime); }).observe({ type: 'mark', buffered: true }); })";

async function open(browser: Browser, app: OpenApp, services: readonly string[]): Promise<readonly Figure[]> {
  const [paints, interactive]: [number[], number[]] = [[], []];
  // The first fills the disk cache of nothing: each has a profile of its own.
  for (let run = 0; run < opens; run += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript({ content: markShown(['10 ready', ...services]) });
    await browserAtRest(browser);
    await page.goto(await app.link(), { waitUntil: 'commit' });
    interactive.push(await page.evaluate<number>(whenShown));
    paints.push(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
    await context.close();
  }
  return [
    series({ name: 'page: first paint', unit: 'ms', samples: paints, bound: { atMost: 600 }, note: 'a new profile each time, in a window that has come up' }),
    series({ name: 'page: interactive', unit: 'ms', samples: interactive, bound: { atMost: 1_000 }, note: 'a frame with all ten services and their state was drawn' }),
  ];
}

async function stackPage(browser: Browser, app: OpenApp): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(await app.link());
  await page.getByText('10 ready').waitFor();
  return page;
}

/** In the page: when it said something else than ten ready, in milliseconds since 1970. */
const untilChanged = "new Promise((resolve) => { new MutationObserver((_, observer) => { if (document.body.innerText.includes('10 ready')) return; observer.disconnect(); resolve(Date.now()); }).observe(document.body, { subtree: true, childList: true, characterData: true }); })";

/** From the engine's own event of a container's end until the page says something else than ten ready. */
async function eventToScreen(browser: Browser, app: OpenApp): Promise<Figure> {
  const page = await stackPage(browser, app);
  const samples: number[] = [];
  for (let run = 0; run < kills; run += 1) {
    const changed = page.evaluate<number>(untilChanged);
    const since = new Date().toISOString();
    await promisify(execFile)('docker', ['kill', 'stackyard-bench-sessions-1']);
    const changedAt = await changed;
    const { stdout } = await promisify(execFile)('docker', ['events', '--since', since, '--until', new Date(Date.now() + 1).toISOString(), '--filter', 'container=stackyard-bench-sessions-1', '--filter', 'event=die', '--format', '{{.TimeNano}}']);
    samples.push(changedAt - Number(BigInt(stdout.trim().split('\n')[0] ?? '0') / 1_000_000n));
    await page.getByText('10 ready').waitFor({ timeout: 60_000 });
  }
  await page.context().close();
  return series({ name: 'page: from the engine’s event to the screen', unit: 'ms', samples, bound: { atMost: 100 } });
}

async function heapAfterChanges(browser: Browser, app: OpenApp): Promise<readonly Figure[]> {
  const page = await stackPage(browser, app);
  const inspector = await page.context().newCDPSession(page);
  const links = await page.getByRole('navigation', { name: 'Screens' }).getByRole('link').all();
  const screens = await Promise.all(links.map(async (link) => ({ link, title: (await link.textContent()) ?? '' })));
  const [first] = screens;
  if (first === undefined) throw new Error('the page leads to no screens');
  /** Each is waited for: a screen that is left before it came would cost nothing, and would bring its code only later. */
  const visit = async (times: number): Promise<void> => {
    for (let change = 0; change <= times; change += 1) {
      const { link, title } = screens[change === times ? 0 : change % screens.length] ?? first;
      await link.click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
    }
    await page.getByText('10 ready').waitFor();
  };
  const anew = await drawnAnew(page, atRest);
  // Each screen some times: its code and what it remembers stay, as they should.
  await visit(screenChanges);
  const [before, nodesBefore] = [await pageHeap(inspector), await livingNodes(inspector)];
  await visit(screenChanges);
  const [after, nodesAfter] = [await pageHeap(inspector), await livingNodes(inspector)];
  await page.context().close();
  return [
    { name: 'page: parts of the graph drawn anew at rest', unit: 'in 10 s', value: anew, bound: { atMost: 0 } },
    { name: 'page: heap after 200 screen changes, to before', unit: '×', value: after.bytes / before.bytes, bound: { atMost: 1.02 }, note: `${(before.bytes / 1e6).toFixed(1)} → ${(after.bytes / 1e6).toFixed(1)} MB of objects, ${screens.length} screens` },
    // The router once left one with each change: nothing beside the whole heap, and without an end.
    { name: 'page: objects that a screen change leaves', unit: '', value: (after.objects - before.objects) / screenChanges, bound: { atMost: 0.5 }, note: `${before.objects} → ${after.objects}` },
    { name: 'page: nodes and listeners after 200 screen changes, to before', unit: '×', value: nodesAfter / nodesBefore, bound: { atMost: 1.02 }, note: `${nodesBefore} → ${nodesAfter}` },
  ];
}
