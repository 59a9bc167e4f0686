import { app, dialog, type WebContents } from 'electron';
import { complain } from './complain.ts';
import { createCrashBudget } from './crash-budget.ts';

/** A page whose process ended by itself comes back at the same address; core, jobs and services know nothing of it. The GPU's process is Chromium's to replace. */
export function recoverPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    const mayReload = createCrashBudget();
    contents.on('render-process-gone', (_gone, { reason, exitCode }) => {
      if (reason === 'clean-exit' || contents.isDestroyed()) return;
      complain(`the window's process ended (${reason}, exit code ${exitCode}).`);
      if (mayReload(Date.now())) contents.reload();
      else void askToReload(contents);
    });
  });
}

async function askToReload(contents: WebContents): Promise<void> {
  const detail = 'Your services and what Stackyard does for them are not affected.';
  const { response } = await dialog.showMessageBox({ type: 'error', message: 'The window has ended several times in a minute.', detail, buttons: ['Show it again', 'Leave it'], defaultId: 0, cancelId: 1 });
  if (response === 0 && !contents.isDestroyed()) contents.reload();
}
