/** What the preload script of the desktop app puts into its pages, as `window.stackyard`; a page of browser mode has none. */
export interface DesktopBridge {
  /** Asks for a connection to the core. It comes as a message of this window, `corePortMessage`, that carries a MessagePort; a new core brings one unasked. */
  connect(): void;
  /** Menus, notifications and `stackyard://` links lead to a screen, `/shop/logs?level=error`, or show something on the present one, `?keys=shown`. */
  onAddress(listener: (address: string) => void): void;
}

export const corePortMessage = 'stackyard:core-port';
