import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, Notification, protocol, safeStorage } from 'electron';
import { resumed } from '../../services/contract/connect/core-client.ts';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { JobRequest } from '../../services/contract/views/job-view.ts';
import { channels } from '../channels.ts';
import { parseArguments } from './arguments.ts';
import { complain } from './complain.ts';
import { startCoreProcess, type CoreProcess } from './core-process.ts';
import { watchCore, type CoreWatch } from './core-watch.ts';
import { guardContents, guardPermissions, onPageMessage } from './guards.ts';
import { addressOfLink, isPage, linkRefused, stackOfPage } from './links.ts';
import { applicationMenu, trayView, type Machine, type MenuActions } from './menus.ts';
import type { Notice } from './notices.ts';
import { answerPage, listPages } from './pages.ts';
import { wordsOfSecretKeeping } from './secret-keeping.ts';
import { recoverPages } from './recovery.ts';
import { endOnSignals } from './signals.ts';
import { staysWithoutWindow } from './staying.ts';
import { openTray } from './tray.ts';
import { packageFacts, startUpdates, updateWay, type Updates, type UpdateState } from './updates.ts';
import { openWindow, pageAt } from './window.ts';

/** `out/desktop`, beside the other processes of the app. */
const here = import.meta.dirname;
const project = join(here, '..', '..');
/** Folder of compose-templates and resources: beside the archive once packaged. */
const resources = app.isPackaged ? process.resourcesPath : project;
const icon = join(resources, 'resources', 'icons', '256x256.png');
const options = parseArguments(process.argv);

// Root cannot have it: only who says --no-sandbox goes without, as tests in a container must.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
guardContents();
recoverPages();

const window = (): BrowserWindow | undefined => BrowserWindow.getAllWindows()[0];

function show(address: string | undefined): void {
  const open = window();
  if (open === undefined) {
    openWindow({ preload: join(here, 'preload.cjs'), icon, state: join(app.getPath('userData'), 'window.json') }, address);
    return;
  }
  if (open.isMinimized()) open.restore();
  open.show();
  open.focus();
  const { webContents } = open;
  // What could not be loaded, or was left, hears nothing.
  if (!isPage(webContents.getURL())) void webContents.loadURL(pageAt(address, undefined));
  else if (address !== undefined) webContents.send(channels.address, address);
}

function notify({ title, body, address }: Notice): void {
  if (!Notification.isSupported() || window()?.isFocused() === true) return;
  const notification = new Notification({ title, body, icon });
  notification.on('click', () => show(address));
  notification.show();
}

/** A click goes on: to fetching it, or to installing it. */
function tellUpdate(state: UpdateState, proceed: () => void): void {
  if ((state.kind !== 'available' && state.kind !== 'ready') || !Notification.isSupported()) return;
  const body = state.kind === 'available' ? 'Click to download it.' : 'Click to install it now; the app starts again.';
  const notification = new Notification({ title: `Stackyard ${state.version} is ${state.kind}`, body, icon });
  notification.on('click', proceed);
  notification.show();
}

async function about(updates: Updates): Promise<void> {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform;
  const secrets = wordsOfSecretKeeping({ available: safeStorage.isEncryptionAvailable(), backend });
  const state = updates.state();
  const update = state.kind === 'never' || state.kind === 'failed' ? state.reason : state.kind === 'none' ? 'This is the newest version known.' : `Version ${state.version} is ${state.kind}.`;
  await dialog.showMessageBox({ type: 'info', title: 'About Stackyard', message: `Stackyard ${app.getVersion()}`, detail: `Electron ${process.versions.electron}, Chromium ${process.versions['chrome'] ?? ''}, Node ${process.versions.node}\n\n${secrets}\n\n${update}`, buttons: ['Close'] });
}

async function checkForUpdates(updates: Updates): Promise<void> {
  await updates.check();
  const state = updates.state();
  if (state.kind !== 'available' && state.kind !== 'ready') return about(updates);
  const { response } = await dialog.showMessageBox({ type: 'question', message: `Stackyard ${state.version} is ${state.kind}.`, buttons: [state.kind === 'ready' ? 'Restart and install' : 'Fetch and install', 'Later'], cancelId: 1 });
  if (response === 0) await updates.proceed();
}

const answerMilliseconds = 2_000;
/** A core that does not end within it is killed: whoever sends a signal waits ten seconds. */
const signalMilliseconds = 7_000;

/** Work under way would be cancelled with the core that does it; true when the user wants that. */
async function mayEnd({ machine, client }: CoreWatch, core: CoreProcess): Promise<boolean> {
  const busy = (machine?.jobs ?? []).filter(({ state }) => state === 'running');
  if (busy.length === 0) return true;
  // A core that is another process goes on without the window, and one that does not answer has no work to lose.
  const isOurs = await client.core.info({}, { signal: AbortSignal.timeout(answerMilliseconds) }).then(({ pid }) => pid === core.pid(), () => false);
  if (!isOurs) return true;
  const detail = busy.map(({ verb, stack }) => `${verb} of ${stack}`).join(', ');
  const { response } = await dialog.showMessageBox({ type: 'question', message: 'Stackyard is at work.', detail: `Quitting cancels: ${detail}. What it did so far stays; the next start goes on from there.`, buttons: ['Keep running', 'Quit'], defaultId: 0, cancelId: 0 });
  return response === 1;
}

async function startApp(): Promise<void> {
  guardPermissions();
  const pages = listPages(join(project, 'out', 'renderer'));
  protocol.handle('app', (request) => answerPage(pages, request));
  if (app.isPackaged) app.setAsDefaultProtocolClient('stackyard');
  const updates: Updates = await startUpdates({ way: updateWay({ packaged: app.isPackaged, platform: process.platform, program: process.execPath, ...packageFacts(resources), environment: process.env }), tell: (state) => tellUpdate(state, () => void updates.proceed()) });

  const core: CoreProcess = startCoreProcess({
    file: join(here, 'core', 'core-process.js'),
    args: [...(options.attach ? ['--attach'] : []), `--resources=${resources}`, `--app-version=${app.getVersion()}`],
    onReplaced: () => {
      watch.reconnect();
      for (const { webContents } of BrowserWindow.getAllWindows()) webContents.postMessage(channels.port, undefined, [core.connect()]);
    },
  });
  const startJob = (request: JobRequest): void => void watch.client.jobs.start(request).catch((error: unknown) => {
    const { message, hint } = failureOf(error);
    void dialog.showMessageBox({ type: 'error', message: `${request.verb} was not started`, detail: hint === undefined ? message : `${message} ${hint}` });
  });
  const actions: MenuActions = {
    show,
    goTo: (screen) => {
      const [last] = watch.machine?.stacks ?? [];
      const stack = stackOfPage(window()?.webContents.getURL()) ?? (last === undefined ? undefined : `/${encodeURIComponent(last.name)}`);
      if (stack !== undefined) show(`${stack}/${screen}`);
    },
    start: (file) => startJob({ file, verb: 'up' }),
    restart: (file) => startJob({ file, verb: 'restart' }),
    stop: (file) => startJob({ file, verb: 'down' }),
    about: () => void about(updates),
    checkForUpdates: () => void checkForUpdates(updates),
    quit: () => app.quit(),
  };
  const tray = openTray(join(resources, 'resources', 'icons', process.platform === 'darwin' ? '16x16.png' : '32x32.png'), () => show(undefined));
  let menuShown = '';
  const present = (machine: Machine | undefined): void => {
    tray?.show(trayView(machine, actions));
    const template = applicationMenu({ platform: process.platform, machine, actions });
    // A menu that is open closes when it is replaced: only what differs is.
    const now = JSON.stringify(template);
    if (now !== menuShown) Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    menuShown = now;
  };
  const watch: CoreWatch = watchCore({ connect: () => core.connect(), onMachine: present, onNotice: notify });
  present(undefined);
  onPageMessage(channels.connect, (frame) => frame.postMessage(channels.port, undefined, [core.connect()]));

  /** Its screen, once the core knows it. */
  const openStack = (file: string): void => void watch.client.stacks.open({ file }, resumed).then(({ name }) => show(`/${encodeURIComponent(name)}/stack`)).catch((error: unknown) => dialog.showErrorBox(`${file} could not be opened`, failureOf(error).message));
  app.on('second-instance', (_event, argv) => {
    const { address, stack } = parseArguments(argv);
    show(address);
    if (stack !== undefined) openStack(stack);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    show(addressOfLink(link) ?? linkRefused);
  });
  app.on('activate', () => show(undefined));
  app.on('window-all-closed', () => {
    if (!staysWithoutWindow({ platform: process.platform, hasTray: tray !== undefined, settings: watch.settings })) app.quit();
  });
  let ended = false;
  const end = async (coreMilliseconds?: number): Promise<void> => {
    updates.stop();
    watch.close();
    await core.end(coreMilliseconds);
    ended = true;
    app.quit();
  };
  const endIfMay = async (): Promise<void> => {
    if (await mayEnd(watch, core)) await end();
  };
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void endIfMay();
  });
  endOnSignals({
    end: (signal) => {
      complain(`ends on ${signal}; your services go on. A second signal ends it at once.`);
      void end(signalMilliseconds);
    },
    force: (code) => {
      core.kill();
      app.exit(code);
    },
  });
  if (!options.hidden) show(options.address);
  if (options.stack !== undefined) openStack(options.stack);
}

if (app.requestSingleInstanceLock()) {
  // No top-level await: a module that waits for `ready` keeps Electron from ever being ready.
  void app.whenReady().then(startApp).catch((error: unknown) => {
    complain(String(error));
    dialog.showErrorBox('Stackyard could not start', failureOf(error).message);
    app.exit(1);
  });
} else {
  app.quit();
}
