import { spawn } from 'node:child_process';
import { closeSync, constants, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Environment = Readonly<Record<string, string | undefined>>;

/** The command that opens a page on this machine; undefined where nobody sits before it. */
export function openerOf(platform: NodeJS.Platform, environment: Environment): string | undefined {
  if (platform === 'darwin') return 'open';
  if (platform === 'win32') return 'explorer.exe';
  return (environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? '') === '' ? undefined : 'xdg-open';
}

const pageMilliseconds = 20_000;

/**
 * Opens a link in the user's browser through a page in a 0600 file: the link itself would stand in the browser's argv, which every
 * user of the machine can read. False where there is no browser to open.
 */
export async function openPage(link: string, { directory, environment, platform = process.platform }: { readonly directory: string; readonly environment: Environment; readonly platform?: NodeJS.Platform }): Promise<boolean> {
  const opener = openerOf(platform, environment);
  if (opener === undefined) return false;
  const page = join(directory, 'browser.html');
  rmSync(page, { force: true });
  const file = openSync(page, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    writeSync(file, `<!doctype html><meta charset="utf-8"><title>Stackyard</title><meta http-equiv="refresh" content="0; url=${link}">\n`);
  } finally {
    closeSync(file);
  }
  const child = spawn(opener, [pathToFileURL(page).href], { detached: true, stdio: 'ignore' });
  child.unref();
  // The word in it is good once; a browser that starts slowly still finds the page.
  setTimeout(() => rmSync(page, { force: true }), pageMilliseconds).unref();
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false)); // not installed
  });
}
