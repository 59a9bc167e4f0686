import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from 'electron';

const programs: readonly string[] = ['core', 'keeper'];

/** Makes this process one of our programs instead of the app: no window, no place among the applications, ended by the program alone. */
export async function runOwnProgram(app: App, { name, words }: { readonly name: string; readonly words: readonly string[] }): Promise<void> {
  if (!programs.includes(name)) {
    process.stderr.write(`There is no program "${name}".\n`);
    app.exit(2);
    return;
  }
  app.disableHardwareAcceleration();
  app.dock?.hide();
  // A signal ends Electron by quitting it; the program has its own way to end.
  app.on('before-quit', (event) => {
    event.preventDefault();
    process.emit('SIGTERM');
  });
  // As on Node, but for the script's own name, which Electron does not expect there.
  process.argv = [process.execPath, ...words];
  await import(pathToFileURL(join(import.meta.dirname, 'core', `${name}.js`)).href);
}
