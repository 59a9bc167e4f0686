import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from 'electron';

const programs: readonly string[] = ['core', 'keeper'];
/** Of better-sqlite3. */
const neededNodeApi = 10;

/** Makes this process one of our programs instead of the app: no window, no place among the applications, ended by the program alone. */
export async function runOwnProgram(app: App, { name, words }: { readonly name: string; readonly words: readonly string[] }): Promise<void> {
  if (!programs.includes(name)) return leave(app, `There is no program "${name}".`);
  if (Number(process.versions['napi']) < neededNodeApi) return leave(app, `Electron ${process.versions['electron']} is too old to run it (Node-API ${process.versions['napi']}, needed is ${neededNodeApi}): start \`stackyard ui\` or any command that runs a core, and the app with --attach.`);
  app.disableHardwareAcceleration();
  // Chromium keeps a profile whether it is needed or not; the app's own is the app's.
  app.setPath('userData', join(app.getPath('userData'), `program-${name}`));
  app.dock?.hide();
  // A signal ends Electron by quitting it; the program has its own way to end.
  app.on('before-quit', (event) => {
    event.preventDefault();
    process.emit('SIGTERM');
  });
  const file = join(import.meta.dirname, 'core', `${name}.js`);
  // As on Node: `parseArgs` takes what stands after the script.
  process.argv = [process.execPath, file, ...words];
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    leave(app, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Nobody sees a window of it: the last words go where its output goes, which is a log. */
function leave(app: App, words: string): void {
  process.stderr.write(`${words}\n`);
  app.exit(1);
}
