import type { Page } from '@playwright/test';
import { quantile } from '../report/statistics.ts';

export interface Frames {
  readonly perSecond: number;
  /** Milliseconds between two frames; 95 of 100 are shorter. */
  readonly slow: number;
  readonly longest: number;
}

const framesOf = (gaps: readonly number[]): Frames => ({
  perSecond: (gaps.length * 1_000) / gaps.reduce((sum, gap) => sum + gap, 0),
  slow: quantile(gaps, 0.95),
  longest: Math.max(...gaps),
});

/** In the page: milliseconds between frames, for so long; `move` is called before each with the part of the time that is over. */
const record = (milliseconds: number, move: string): string => `new Promise((resolve) => {
  const move = ${move};
  const gaps = [];
  const began = performance.now();
  let last = began;
  const step = (now) => {
    if (now > last) gaps.push(now - last);
    last = now;
    move(Math.min(1, (now - began) / ${milliseconds}));
    if (now - began < ${milliseconds}) requestAnimationFrame(step);
    else resolve(gaps);
  };
  requestAnimationFrame(step);
})`;

/** What a page draws while nothing asks it to move. */
export async function watchFrames(page: Page, milliseconds: number): Promise<Frames> {
  return framesOf(await page.evaluate<number[]>(record(milliseconds, '() => undefined')));
}

/** The same while one element scrolls from its top to its bottom, a step each frame. */
export async function scrollFrames(page: Page, selector: string, milliseconds: number): Promise<Frames> {
  const move = `(() => { const element = document.querySelector(${JSON.stringify(selector)}); return (part) => { element.scrollTop = part * (element.scrollHeight - element.clientHeight); }; })()`;
  return framesOf(await page.evaluate<number[]>(record(milliseconds, move)));
}

/** Milliseconds of each task of the page that held it for 50 ms and more, from now on; call the result to read them. */
export async function watchTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate("window.longTasks = []; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.longTasks.push(duration); }).observe({ entryTypes: ['longtask'] })");
  return async () => page.evaluate<number[]>('window.longTasks');
}
