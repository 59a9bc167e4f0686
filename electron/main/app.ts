import { join } from 'node:path';
import { BrowserWindow, dialog, ipcMain, Notification, protocol, session, shell, type App } from 'electron';
import { failureOf } from '../../services/contract/connect/failures.ts';
import { coreOfUser } from '../../services/core/core-process/core-of-user.ts';
import { dialUnixSocket } from '../../services/shells/connect/unix-socket.ts';
import { coreChannel, origin, scheme } from '../origin.ts';
import { joinPort } from './core-port.ts';
import { guardContents, guardPermissions, isOurs } from './guards.ts';
import { servePages } from './pages.ts';
import { packageFacts, startUpdates, updateWay } from './updates.ts';

/** `--attach`: the core that runs already is used, or waited for; none is started. */
const attachOnly = process.argv.includes('--attach');

/** The app: its window, its pages, and the way from them to the core of the user. Called before Electron is ready. */
export function startApp(app: App): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // Chromium runs as root without a sandbox or not at all; that switch has to be given by hand.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  guardContents(app, (address) => void shell.openExternal(address));
  let window: BrowserWindow | undefined;
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  const open = async (): Promise<void> => {
    await app.whenReady();
    guardPermissions(session.defaultSession);
    servePages(session.defaultSession, join(import.meta.dirname, '..', 'renderer'));
    const core = coreOfUser(process.env);
    joinPages(core.socket, attachOnly ? async () => undefined : () => core.start());
    window = openWindow(app.isPackaged ? process.resourcesPath : join(import.meta.dirname, '..', '..'));
    await lookForUpdates(app);
  };
  open().catch((error: unknown) => {
    process.stderr.write(`Stackyard does not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    dialog.showErrorBox('Stackyard does not start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
}

let isTold = false;

/** A core that cannot be started is told once; the page goes on dialling, and says that there is no connection. */
function tellFailure(error: unknown): void {
  if (isTold) return;
  isTold = true;
  const { message, hint } = failureOf(error);
  void dialog.showMessageBox({ type: 'error', title: 'Stackyard', message, ...(hint === undefined ? {} : { detail: hint }) });
}

/** Pages of ours hand over a port; each gets a socket of its own at the core. */
function joinPages(socket: string, start: () => Promise<void>): void {
  ipcMain.on(coreChannel, ({ senderFrame, ports: [port] }) => {
    if (port === undefined) return;
    if (senderFrame === null || senderFrame.parent !== null || !isOurs(senderFrame.url)) {
      port.close();
      return;
    }
    start().then(
      () => joinPort(port, dialUnixSocket(socket)),
      (error: unknown) => {
        port.close();
        tellFailure(error);
      },
    );
  });
}

/** @param project folder that holds `resources` */
function openWindow(project: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 760,
    minHeight: 480,
    title: 'Stackyard',
    icon: join(project, 'resources', 'icons', '256x256.png'),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#0e0f11',
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${origin}/index.html`);
  return window;
}

async function lookForUpdates(app: App): Promise<void> {
  const way = updateWay({ packaged: app.isPackaged, platform: process.platform, program: process.execPath, environment: process.env, ...packageFacts(process.resourcesPath) });
  const notify = (title: string, body: string): void => {
    new Notification({ title, body }).on('click', () => void updates.proceed()).show();
  };
  const updates = await startUpdates({
    way,
    tell(state) {
      if (state.kind === 'available') notify(`Stackyard ${state.version} is there`, 'Click to download it.');
      if (state.kind === 'ready') notify(`Stackyard ${state.version} is ready`, 'Click to install it now; the app starts again.');
    },
  });
}
