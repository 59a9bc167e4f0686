import { existsSync } from 'node:fs';
import { StackyardError } from '../../services/contract/errors.ts';
import { aptInstall, isDebianLike } from './apt.ts';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const found = (): string | undefined => [process.env['STACKYARD_CHROMIUM'], ...known].find((path) => path !== undefined && path !== '' && existsSync(path));

/**
 * Path of a Chromium for the tests in a real browser: the one that is there, else, as root on Debian or Ubuntu, the distribution's.
 * @throws StackyardError NOT_FOUND where none can be had.
 */
export async function ensureBrowser(say: (message: string) => void): Promise<string> {
  const present = found();
  if (present !== undefined) return present;
  if (process.getuid?.() === 0 && isDebianLike()) {
    say('no Chromium here: installing it from the distribution (apt-get install chromium) …');
    await aptInstall(['chromium', 'fonts-dejavu-core']);
    const installed = found();
    if (installed !== undefined) return installed;
  }
  throw new StackyardError('NOT_FOUND', 'The tests of the app need Chromium, and none was found.', { hint: 'Install Chromium or Chrome, or set STACKYARD_CHROMIUM to its path.' });
}
