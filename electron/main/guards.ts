import { app, ipcMain, session, shell, type IpcMainEvent, type WebFrameMain } from 'electron';
import { complain } from './complain.ts';
import { addressForBrowser, isPage } from './links.ts';
import { isPermitted } from './permissions.ts';

const openInBrowser = (address: string): void => {
  const allowed = addressForBrowser(address);
  if (allowed !== undefined) void shell.openExternal(allowed).catch((error: unknown) => complain(`${allowed} could not be opened: ${String(error)}`));
};

/** On everything that shows a page, also on what a page would open: it stays on our page, and opens no window of its own. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    // Comes before `will-navigate`, and for every frame.
    contents.on('will-frame-navigate', (event) => {
      if (isPage(event.url)) return;
      event.preventDefault();
      if (event.isMainFrame) openInBrowser(event.url);
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openInBrowser(url);
      return { action: 'deny' };
    });
  });
}

/** After the app is ready. */
export function guardPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, ...[decide, { requestingUrl }]) => decide(isPermitted(permission, requestingUrl)));
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isPermitted(permission, origin));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event, item) => {
    // Only what a page of ours made itself is saved: an export of logs.
    if (!item.getURL().startsWith('blob:app://stackyard/')) event.preventDefault();
  });
}

/** A message counts only from the main frame of our page. */
export function onPageMessage(channel: string, listener: (frame: WebFrameMain) => void): void {
  ipcMain.on(channel, (event: IpcMainEvent) => {
    // Read at once: it is gone when the frame is.
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isPage(frame.url)) {
      complain(`a message ${channel} of ${frame?.url ?? 'a frame that is gone'} was refused.`);
      return;
    }
    listener(frame);
  });
}
