import type { Page } from '@playwright/test';

/** In the page: services and wires that are taken out of the graph within that time. */
const takenOut = (milliseconds: number): string => `
  new Promise((resolve) => {
    const parts = '.react-flow__node, .react-flow__edge';
    const within = (node) => node instanceof Element ? node.querySelectorAll(parts).length + (node.matches(parts) ? 1 : 0) : 0;
    let count = 0;
    const note = (changes) => { for (const { removedNodes } of changes) for (const node of removedNodes) count += within(node); };
    const observer = new MutationObserver(note);
    observer.observe(document.querySelector('.react-flow'), { subtree: true, childList: true });
    setTimeout(() => { note(observer.takeRecords()); resolve(count); }, ${milliseconds});
  })`;

/** Of a page that shows a stack at rest: each push changes what stands in the graph, and none has a reason to draw its parts anew. */
export async function drawnAnew(page: Page, milliseconds: number): Promise<number> {
  await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' });
  return page.evaluate<number>(takenOut(milliseconds));
}
