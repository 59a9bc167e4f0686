import type { App, Session } from 'electron';
import { origin } from '../origin.ts';

/** Whether an address is one of our pages. Compared as parsed: `app://stackyard.evil/` begins with ours. */
export function isOurs(address: string): boolean {
  const { protocol, host } = URL.parse(address) ?? {};
  return `${protocol}//${host}` === origin;
}

/** Whether an address may be given to the system's browser. */
export function isForBrowser(address: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(address)?.protocol ?? '');
}

/** No page leaves our origin, opens a window or holds another page, whatever it is made to do. */
export function guardContents(app: App, openExternal: (address: string) => void): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      contents.on(event as 'will-navigate', (details) => {
        if (!isOurs(details.url)) details.preventDefault();
      });
    }
    contents.setWindowOpenHandler(({ url }) => {
      if (isForBrowser(url)) openExternal(url);
      return { action: 'deny' };
    });
  });
}

/** Electron grants what nobody refuses. The clipboard may be written, for buttons that copy; nothing else is asked for. */
export function guardPermissions(session: Session): void {
  const isAllowed = (permission: string, from: string): boolean => permission === 'clipboard-sanitized-write' && isOurs(from);
  session.setPermissionRequestHandler((contents, permission, answer) => answer(isAllowed(permission, contents.getURL())));
  session.setPermissionCheckHandler((_, permission, from) => isAllowed(permission, from));
  session.setDevicePermissionHandler(() => false);
}
