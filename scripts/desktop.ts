// Opens the desktop app from the sources: npm run desktop [-- FILE-OR-FOLDER].
import { resolve } from 'node:path';
import { openDesktop } from './setup/open-desktop.ts';
import { buildPages } from './setup/pages.ts';

await buildPages();
const [given] = process.argv.slice(2);
const missing = await openDesktop(given === undefined ? undefined : resolve(given));
if (missing !== undefined) {
  console.error(`stackyard: the desktop app cannot be opened: ${missing}. The same app in a browser: npx stackyard ui`);
  process.exitCode = 1;
}
