import { Menu, nativeImage, Tray } from 'electron';
import { complain } from './complain.ts';
import type { TrayView } from './menus.ts';

export interface AppTray {
  show(view: TrayView): void;
}

/** undefined where the desktop has no place for it. */
export function openTray(icon: string, onClick: () => void): AppTray | undefined {
  try {
    const tray = new Tray(nativeImage.createFromPath(icon));
    tray.on('click', onClick);
    let shown = '';
    return {
      show({ tooltip, menu }) {
        // A menu that is open closes when it is replaced: only what differs is.
        const now = JSON.stringify([tooltip, menu]);
        if (now === shown) return;
        shown = now;
        tray.setToolTip(tooltip);
        tray.setContextMenu(Menu.buildFromTemplate(menu));
      },
    };
  } catch (error) {
    complain(`there is no tray: ${String(error)}`);
    return undefined;
  }
}
