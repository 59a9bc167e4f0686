import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { runFolders, stackName, stackyard } from './support/demo-stack.ts';
import { launchDesktop, startAgain, type Desktop } from './support/desktop.ts';

/** The window of this run; only the desktop project has these tests. */
function windowOf(desktop: Desktop | undefined): Desktop {
  if (desktop === undefined) throw new Error('these tests are of the desktop app');
  return desktop;
}

/** What the system was asked to open, in place of opening it. */
async function recordOpened(electron: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (address) => Promise.resolve(void opened.push(address));
  });
  return () => electron.evaluate(() => (globalThis as unknown as { readonly opened: readonly string[] }).opened);
}

/** What the page complained of is what the test made it complain of. */
function rightly(complaints: string[], expected: RegExp): void {
  expect(complaints.splice(0).filter((complaint) => !expected.test(complaint))).toEqual([]);
}

test('a page has nothing of Node, and the few functions that it was given (row 70)', async ({ app: { page }, desktop }) => {
  const { electron } = windowOf(desktop);
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const found = BrowserWindow.getAllWindows().map(({ webContents }) => (webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences());
    return found.map(({ contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag }) => ({ contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag }));
  });
  expect(preferences).toEqual([{ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false }]);
  const reached = await page.evaluate(() => ({ require: typeof Reflect.get(window, 'require'), process: typeof Reflect.get(window, 'process'), given: Object.keys(Reflect.get(window, 'stackyard') as object).toSorted() }));
  expect(reached).toEqual({ require: 'undefined', process: 'undefined', given: ['connect', 'onAddress'] });
});

test('no script but ours runs, and nothing is fetched from elsewhere (row 70)', async ({ app: { page, complaints } }) => {
  const found = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.planted = true';
    document.body.append(script);
    const statusOf = (address: string): Promise<number | string> => fetch(address).then(({ status }) => status, () => 'refused');
    const addresses = ['file:///etc/passwd', 'http://127.0.0.1:1/', 'https://stackyard.dev/', 'app://elsewhere/index.html', 'app://stackyard/..%2f..%2fpackage.json', 'app://stackyard/package.json'];
    return { planted: Reflect.get(window, 'planted') as unknown, answers: await Promise.all(addresses.map(statusOf)) };
  });
  expect(found).toEqual({ planted: undefined, answers: ['refused', 'refused', 'refused', 'refused', 404, 404] });
  rightly(complaints, /Content Security Policy|Not allowed to load local resource|Failed to load resource|Fetch API cannot load/);
});

test('it stays on its own pages and opens no window; addresses of the web go to the browser (row 71)', async ({ app: { page, complaints }, desktop }) => {
  const { electron } = windowOf(desktop);
  const opened = await recordOpened(electron);
  const follow = (address: string) =>
    page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
  for (const address of ['file:///etc/passwd', 'javascript:document.title="planted"', 'data:text/html,x', 'app://elsewhere/', 'https://stackyard.dev/']) await follow(address);
  await expect.poll(opened).toEqual(['https://stackyard.dev/']);
  expect(await page.evaluate(() => ['https://example.org/', 'file:///etc/passwd', 'app://stackyard/'].map((address) => window.open(address) === null))).toEqual([true, true, true]);
  await expect.poll(opened).toEqual(['https://stackyard.dev/', 'https://example.org/']);
  expect(page.url()).toContain(`app://stackyard/#/${stackName}/`);
  expect(await page.title()).not.toBe('planted');
  expect(electron.windows()).toHaveLength(1);
  rightly(complaints, /^Not allowed to |^Refused to run the JavaScript URL/);
});

test('the app has one page: other addresses of its own are refused, and about:blank does not last (row 71)', async () => {
  await using own = await launchDesktop();
  const { electron, page, userData } = own;
  await page.waitForURL(`**/#/${stackName}/stack`);
  for (const address of ['app://stackyard/nope', 'app://stackyard/index.html', 'app://stackyard/?x']) await page.evaluate((target) => void (location.href = target), address);
  await page.evaluate(`location.hash = '#/${stackName}/events'`);
  await page.waitForURL(`**/#/${stackName}/events`);
  await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
  await page.evaluate('location.href = "about:blank"');
  await page.waitForURL(`app://stackyard/#/${stackName}/events`);
  await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
  // Led away by what no page can do, and so not brought back: a second start does.
  await electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.removeAllListeners('did-navigate');
    await contents?.loadURL('about:blank');
  });
  expect(await startAgain(userData, `stackyard://open/${stackName}/logs`)).toBe(0);
  await page.waitForURL(`app://stackyard/#/${stackName}/logs`);
});

test('a page may write to the clipboard and is granted nothing else (row 71)', async ({ app: { page } }) => {
  const found = await page.evaluate(async () => {
    const stateOf = async (name: string): Promise<string> => (await navigator.permissions.query({ name: name as PermissionName })).state;
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'clipboard-write'];
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await stateOf(name)] as const)));
  });
  expect(found).toEqual({ camera: 'denied', microphone: 'denied', geolocation: 'denied', notifications: 'denied', 'clipboard-read': 'denied', 'clipboard-write': 'granted' });
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('a message counts only from the main frame of a page of ours (row 71)', async ({ desktop }) => {
  const { electron } = windowOf(desktop);
  const answered = await electron.evaluate(({ ipcMain }) => {
    const answers: string[] = [];
    const frame = (url: string, parent: object | null) => ({ url, parent, postMessage: () => void answers.push(url) });
    for (const senderFrame of [frame('https://evil.test/', null), frame('app://stackyard.evil/', null), frame('app://stackyard/', {}), frame('about:blank', null), frame('app://stackyard/nope', null), null, frame('app://stackyard/', null)]) ipcMain.emit('core:connect', { senderFrame });
    return answers;
  });
  expect(answered).toEqual(['app://stackyard/']);
});

test('a second start, a link and the menu lead the one window to a screen; a link that would do more leads nowhere', async ({ app: { page }, desktop }) => {
  const { electron, userData } = windowOf(desktop);
  expect(await startAgain(userData, `stackyard://open/${stackName}/logs?q=order`)).toBe(0);
  await page.waitForURL(`**/#/${stackName}/logs?q=order`);
  expect(await startAgain(userData, `stackyard://run/${stackName}/down`)).toBe(0);
  await expect(page.getByText('That link leads nowhere')).toBeVisible();
  await page.waitForURL(`**/#/${stackName}/logs?q=order`);
  expect(await startAgain(userData, `stackyard://open/${stackName}/nosuch`)).toBe(0);
  await expect(page.getByRole('heading', { name: 'There is no screen called nosuch' })).toBeVisible();
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Help')?.submenu?.items.find(({ label }) => label === 'Keys')?.click());
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Go')?.submenu?.items.find(({ label }) => label === 'Events')?.click());
  await page.waitForURL(`**/#/${stackName}/events`);
  expect(electron.windows()).toHaveLength(1);
});

const stackLabels = ({ electron }: Desktop): Promise<string[]> =>
  electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Stack')?.submenu?.items.map(({ label }) => label) ?? []);
const allReady = [`${stackName}: all 9 ready`];

test('the menu knows the state of each stack', async ({ desktop }) => {
  await expect.poll(() => stackLabels(windowOf(desktop))).toEqual(allReady);
});

/** The process of the core that answers now. */
const answering = (): number => Number(/ (\d+) answers on /.exec(readFileSync(join(runFolders().home, 'core.log'), 'utf8').split('\n').findLast((line) => line.includes(' answers on ')) ?? '')?.[1]);

test('a core that is killed is replaced, and the window and its menu go on', async ({ app, desktop }) => {
  const { page } = app;
  await expect(page.getByText('9 ready')).toBeVisible();
  const killed = answering();
  process.kill(killed, 'SIGKILL');
  await expect.poll(answering, { timeout: 20_000 }).not.toBe(killed);
  await app.show('services/cache?tab=connect');
  await expect(page.getByText('CACHE_URL').first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('The core has not answered since')).toBeHidden({ timeout: 20_000 });
  await stackyard('down', 'sessions');
  await expect.poll(() => stackLabels(windowOf(desktop)), { timeout: 20_000 }).not.toEqual(allReady);
  await stackyard('up');
  await expect.poll(() => stackLabels(windowOf(desktop)), { timeout: 20_000 }).toEqual(allReady);
});

const containers = (): string => execFileSync('docker', ['ps', '--filter', `name=^${stackName}-`, '--format', '{{.ID}} {{.Names}}'], { encoding: 'utf8' });

test('a window whose process dies comes back where it was; core and services go on (row 74)', async () => {
  await using own = await launchDesktop();
  const { electron, page } = own;
  await page.waitForURL(`**/#/${stackName}/stack`);
  await page.evaluate(`location.hash = '#/${stackName}/events?service=sessions'`);
  const [core, before] = [answering(), containers()];
  await electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const loadedAgain = new Promise<void>((resolve) => void contents?.once('did-finish-load', () => resolve()));
    contents?.forcefullyCrashRenderer();
    await loadedAgain;
  });
  // What Playwright knows of the page died with it: the window itself is asked.
  const shown = (): Promise<unknown> =>
    electron.evaluate(async ({ BrowserWindow }): Promise<unknown> => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents?.isCrashed() === false && !contents.isLoading() ? contents.executeJavaScript('`${location.hash} ${document.querySelector("[aria-label=Events]") === null ? "" : "events"}`') : 'crashed';
    });
  await expect.poll(shown, { timeout: 20_000 }).toBe(`#/${stackName}/events?service=sessions events`);
  expect(answering()).toBe(core);
  expect(containers()).toBe(before);
});

test('a GPU process that is killed is replaced; the window goes on and is painted (row 74)', async () => {
  await using own = await launchDesktop();
  const { electron, page } = own;
  await expect(page.getByText('9 ready')).toBeVisible({ timeout: 20_000 });
  const [core, before] = [answering(), containers()];
  const gpu = (): Promise<number | undefined> => electron.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
  const killed = await gpu();
  if (killed === undefined) throw new Error('there is no GPU process to kill');
  process.kill(killed, 'SIGKILL');
  await expect.poll(async () => ((await gpu()) ?? killed) !== killed).toBe(true);
  await page.getByRole('link', { name: 'Events' }).click();
  await expect(page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1)).toBeVisible();
  const colours = (): Promise<number> =>
    electron.evaluate(async ({ BrowserWindow }) => {
      const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
      const bitmap = picture?.toBitmap() ?? Buffer.alloc(0);
      const seen = new Set<number>();
      for (let at = 0; at + 4 <= bitmap.length; at += 4 * 13) seen.add(bitmap.readUInt32LE(at));
      return seen.size;
    });
  await expect.poll(colours).toBeGreaterThan(20);
  expect([answering(), containers()]).toEqual([core, before]);
});

/** Processes of an app, by the folder that each of them is told of. */
const processesOf = (userData: string): readonly string[] => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(userData));

/** Sends signals to an app; resolves with the milliseconds that it took to end, and how. */
async function endBySignals({ electron }: Desktop, ...signals: readonly NodeJS.Signals[]): Promise<{ readonly took: number; readonly code: number | null }> {
  const program = electron.process();
  const began = performance.now();
  const ended = once(program, 'exit') as Promise<[number | null]>;
  let heard = '';
  program.stderr?.on('data', (text: Buffer) => (heard += text.toString()));
  for (const [index, signal] of signals.entries()) {
    // Two at once would be one: the first must have been heard.
    if (index > 0) await expect.poll(() => heard).toContain('A second signal ends it at once');
    program.kill(signal);
  }
  const [code] = await ended;
  return { took: performance.now() - began, code };
}

test('told to end while work is under way, it ends at once, leaves no process, and the work goes on (row 75)', async () => {
  await using own = await launchDesktop();
  const { page, userData } = own;
  await page.waitForURL(`**/#/${stackName}/stack`);
  const restarted = stackyard('restart', 'sessions');
  await expect(page.getByRole('button', { name: /restart/ }).first()).toBeVisible();
  expect((await endBySignals(own, 'SIGTERM')).took).toBeLessThan(5_000);
  await restarted;
  expect(processesOf(userData)).toEqual([]);
  expect(containers()).toContain(`${stackName}-sessions-1`);
});

/** The process beside the window does not answer any more. */
async function stopCoreProcess({ electron }: Desktop): Promise<void> {
  const pid = await electron.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Stackyard core')?.pid);
  if (pid === undefined) throw new Error('the process beside the window is not there');
  process.kill(pid, 'SIGSTOP');
}

for (const [signals, most, exit] of [
  [['SIGTERM'], 10_000, 0],
  [['SIGTERM', 'SIGTERM'], 2_000, 143],
  [['SIGINT', 'SIGINT'], 2_000, 130],
] as const) {
  test(`with a core that hangs, ${signals.join(' and ')} ends the app within ${most / 1_000} s, and nothing of it stays (row 75)`, async () => {
    await using own = await launchDesktop();
    await own.page.waitForURL(`**/#/${stackName}/stack`);
    const before = containers();
    await stopCoreProcess(own);
    const { took, code } = await endBySignals(own, ...signals);
    expect(took).toBeLessThan(most);
    expect(code).toBe(exit);
    await expect.poll(() => processesOf(own.userData)).toEqual([]);
    expect(containers()).toBe(before);
  });
}

test('closed, it stays for its tray and comes back where it was; ended, it comes back as it stood', async () => {
  await using first = await launchDesktop();
  const { electron, userData } = first;
  await first.page.waitForURL(`**/#/${stackName}/stack`);
  await first.page.evaluate(`location.hash = '#/${stackName}/events?service=sessions'`);
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1000, height: 700 }));
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => electron.windows().length).toBe(0);
  const again = electron.waitForEvent('window');
  expect(await startAgain(userData)).toBe(0);
  await (await again).waitForURL(`**/#/${stackName}/events?service=sessions`);
  const boundsOf = (app: ElectronApplication) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  expect(await boundsOf(electron)).toEqual({ x: 60, y: 40, width: 1000, height: 700 });
  await electron.close();
  await using second = await launchDesktop({ userData });
  await second.page.waitForURL(`**/#/${stackName}/events?service=sessions`);
  expect(await boundsOf(second.electron)).toEqual({ x: 60, y: 40, width: 1000, height: 700 });
});

test('without the wish to stay in the tray, closing the window ends the app', async ({ app }) => {
  await app.show('/-/settings');
  const stay = app.page.getByRole('switch', { name: 'Stay in the tray' });
  await stay.press('Space');
  await expect(stay).not.toBeChecked();
  try {
    await using other = await launchDesktop();
    await other.page.waitForURL(`**/#/${stackName}/stack`);
    await other.page.evaluate('location.hash = "#/-/settings"');
    await expect(other.page.getByRole('switch', { name: 'Stay in the tray' })).not.toBeChecked();
    const ended = other.electron.waitForEvent('close');
    await other.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await ended;
  } finally {
    await stay.press('Space');
    await expect(stay).toBeChecked();
  }
});
