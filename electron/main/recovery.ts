import { app, dialog, type WebContents } from 'electron';
import { complain } from './complain.ts';
import { createCrashBudget } from './crash-budget.ts';
import { isPage, pageAddress } from './links.ts';

/**
 * A page whose process ended by itself comes back at the same address, and so does one that was left for an address that nothing can
 * refuse beforehand, as `about:blank`. Core, jobs and services know nothing of it. The GPU's process is Chromium's to replace.
 */
export function recoverPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    const mayReload = createCrashBudget();
    let shown = pageAddress;
    const restore = (): void => void contents.loadURL(shown).catch((error: unknown) => complain(`${shown} could not be loaded: ${String(error)}`));
    const onNavigated = (address: string): void => {
      if (contents.getType() !== 'window') return; // the developer tools have pages of their own
      if (isPage(address)) {
        shown = address;
        return;
      }
      complain(`the window was led to ${address} and comes back.`);
      if (mayReload(Date.now())) restore();
      else void askToReload(contents, restore);
    };
    contents.on('did-navigate', (_event, address) => onNavigated(address));
    contents.on('did-navigate-in-page', (_event, address, isMainFrame) => {
      if (isMainFrame) onNavigated(address);
    });
    contents.on('render-process-gone', (_gone, { reason, exitCode }) => {
      if (reason === 'clean-exit' || contents.isDestroyed()) return;
      complain(`the window's process ended (${reason}, exit code ${exitCode}).`);
      if (mayReload(Date.now())) contents.reload();
      else void askToReload(contents, () => contents.reload());
    });
  });
}

async function askToReload(contents: WebContents, reload: () => void): Promise<void> {
  const detail = 'Your services and what Stackyard does for them are not affected.';
  const { response } = await dialog.showMessageBox({ type: 'error', message: 'The window has been lost several times in a minute.', detail, buttons: ['Show it again', 'Leave it'], defaultId: 0, cancelId: 1 });
  if (response === 0 && !contents.isDestroyed()) reload();
}
