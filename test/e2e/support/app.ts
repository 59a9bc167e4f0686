import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { askForLink, readRecord } from '../../../services/shells/server/index.ts';
import { runFolders, stackName } from './demo-stack.ts';

/** A link that opens the app once. */
export async function newLink(): Promise<string> {
  const record = readRecord(join(runFolders().home, 'browser.json'));
  const link = record === undefined ? undefined : await askForLink(record);
  if (link === undefined) throw new Error('the app in the browser does not run');
  return link;
}

export interface App {
  readonly page: Page;
  /** Everything that the page complained of; empty at the end of each test. */
  readonly complaints: readonly string[];
  /** Opens a screen of the demo stack by its address, as a pasted link would. */
  show(screen: string): Promise<void>;
}

/**
 * Chromium cuts its connections when containers add and remove network interfaces, and says so. The app has to go on by itself then,
 * which each test's own expectations show.
 */
const interfacesChanged = 'net::ERR_NETWORK_CHANGED';

/** A fresh browser profile with the app open on the demo stack. */
export const test = base.extend<{ readonly app: App }>({
  app: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if ((message.type() === 'error' || message.type() === 'warning') && !message.text().includes(interfacesChanged)) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(await newLink());
    await page.waitForURL(`**/#/${stackName}/stack`);
    await use({
      page,
      complaints,
      async show(screen) {
        await page.evaluate(`location.hash = ${JSON.stringify(`#/${stackName}/${screen}`)}`);
      },
    });
    expect(complaints).toEqual([]);
  },
});

export { expect };
