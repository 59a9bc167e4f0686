import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { complain } from './complain.ts';
import { pageAddress, screenOfPage, withSearch } from './links.ts';
import { fitToScreens, parseWindowState, smallestWindow, type WindowState } from './window-state.ts';

export interface WindowPaths {
  readonly preload: string;
  readonly icon: string;
  /** Where it stood is remembered here. */
  readonly state: string;
}

function readState(path: string): WindowState {
  let text: string | undefined;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') complain(`where the window stood is not known: ${String(error)}`);
  }
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
  return fitToScreens(parseWindowState(text), screens.map(({ workArea }) => workArea));
}

function writeState(path: string, window: BrowserWindow): void {
  const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized(), address: screenOfPage(window.webContents.getURL()) };
  try {
    writeFileSync(`${path}.tmp`, JSON.stringify(state));
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    complain(`where the window stands is not remembered: ${String(error)}`);
  }
}

/** What the window shows of an address: a screen, or, where the address is only a search (`?keys=shown`), that on the screen it was on. */
export const pageAt = (address: string | undefined, last: string | undefined): string => `${pageAddress}#${address?.startsWith('?') === true ? withSearch(last ?? '/', address) : (address ?? last ?? '/')}`;

/** A window on the app's pages, as it stood last time. `address`: the screen to begin with, instead of the one it was closed on. */
export function openWindow({ preload, icon, state: path }: WindowPaths, address: string | undefined): BrowserWindow {
  const { maximized, x, y, width, height, address: last } = readState(path);
  const window = new BrowserWindow({
    ...(x === undefined || y === undefined ? {} : { x, y }),
    width,
    height,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Stackyard',
    icon,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0e0f11' : '#f6f6f8',
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false, navigateOnDragDrop: false, spellcheck: false },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => writeState(path, window));
  void window.loadURL(pageAt(address, last));
  return window;
}
