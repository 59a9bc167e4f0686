import { join } from 'node:path';
import { test as base, expect, type Browser, type ConsoleMessage, type Page } from '@playwright/test';
import { askForLink, readRecord } from '../../../services/shells/server/index.ts';
import { runFolders, stackName } from './demo-stack.ts';
import { launchDesktop, windowSize, type Desktop } from './desktop.ts';

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
  readonly complaints: string[];
  /** Opens a screen of the demo stack by its address, as a pasted link would; an address with a slash before it is of no stack. */
  show(screen: string): Promise<void>;
  /** Waits until the job that the page has just begun is done, as its panel tells; the stack is free for other commands then. */
  jobIsDone(): Promise<void>;
}

/**
 * Chromium cuts its connections when containers add and remove network interfaces, and says so. The app has to go on by itself then,
 * which each test's own expectations show.
 */
const interfacesChanged = 'net::ERR_NETWORK_CHANGED';

/** Where the app runs: a tab of browser mode, or the window of the desktop app. */
export interface ShellOption {
  readonly shell: 'browser' | 'desktop';
}

/** Notes what a page complains of, until it is called. */
function listen(page: Page, complaints: string[]): () => void {
  const onConsole = (message: ConsoleMessage): void => {
    if ((message.type() === 'error' || message.type() === 'warning') && !message.text().includes(interfacesChanged)) complaints.push(message.text());
  };
  const onError = (error: Error): void => void complaints.push(error.message);
  page.on('console', onConsole);
  page.on('pageerror', onError);
  return () => {
    page.off('console', onConsole);
    page.off('pageerror', onError);
  };
}

/**
 * Gives the window back what a new one has: nothing remembered, the stack's first screen, no emulation. The stack is named: which one the
 * app would begin with depends on those that the test before has just taken out of its list.
 */
async function resetWindow(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: null });
  await page.evaluate(`localStorage.clear(); sessionStorage.clear(); location.hash = ${JSON.stringify(`#/${stackName}/stack`)}`);
  await page.reload();
}

/** The app open on the demo stack: a fresh browser profile, or the one window of this run as if it were new. */
export const test = base.extend<{ readonly app: App }, ShellOption & { readonly desktop: Desktop | undefined; readonly chromium: () => Promise<Browser> }>({
  shell: ['browser', { option: true, scope: 'worker' }],
  desktop: [
    async ({ shell }, use) => {
      if (shell === 'browser') return use(undefined);
      // Seen once: no window within a minute, cause not known. Tests about starting start the app themselves, once; this is only what the others stand on.
      await using desktop = await launchDesktop().catch(async (error: unknown) => {
        process.stderr.write(`The window did not come and is started once more: ${String(error)}\n`);
        return launchDesktop();
      });
      await desktop.electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), windowSize);
      return await use(desktop);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  chromium: [
    async ({ playwright, launchOptions }, use) => {
      let browser: Browser | undefined;
      // One for all tests; another where a test has closed it or it has crashed.
      await use(async () => {
        if (browser?.isConnected() !== true) browser = await playwright.chromium.launch(launchOptions);
        return browser;
      });
      await browser?.close();
    },
    { scope: 'worker' },
  ],
  async app({ desktop, chromium, viewport, contextOptions }, use) {
    const complaints: string[] = [];
    const context = desktop === undefined ? await (await chromium()).newContext({ ...contextOptions, viewport }) : undefined;
    const page = desktop?.page ?? (await context?.newPage());
    if (page === undefined) throw new Error('there is neither a browser nor a window');
    const stopListening = listen(page, complaints);
    await (desktop === undefined ? page.goto(await newLink()) : resetWindow(page));
    await page.waitForURL(`**/#/${stackName}/stack`);
    await use({
      page,
      complaints,
      async show(screen) {
        await page.evaluate(`location.hash = ${JSON.stringify(screen.startsWith('/') ? `#${screen}` : `#/${stackName}/${screen}`)}`);
      },
      async jobIsDone() {
        await expect(page.getByRole('region', { name: 'Job', exact: true }).locator('[data-state="done"]')).toBeVisible({ timeout: 60_000 });
      },
    });
    stopListening();
    await context?.close();
    expect(complaints).toEqual([]);
  },
});

export { expect };
