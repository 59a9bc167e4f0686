// What Electron's own default_app.asar does for `electron FOLDER`, which the prepared Electron lacks: runs the app named by the first argument that is no flag.
// Top-level await: loaded any later, the app would miss what must be done before Electron is ready.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const [, ...args] = process.argv;
if (args.includes('--version')) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
const named = args.find((each) => !each.startsWith('-'));
if (named === undefined) {
  process.stderr.write('usage: electron [flags] FOLDER-OR-FILE\n');
  process.exit(2);
}
const target = resolve(named);
const isFolder = statSync(target).isDirectory();
const manifest = isFolder ? JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) : {};
const name = manifest.productName ?? manifest.name;
if (name !== undefined) app.setName(name);
if (manifest.version !== undefined) app.setVersion(manifest.version);
app.setAppPath(isFolder ? target : dirname(target));
await import(pathToFileURL(isFolder ? join(target, manifest.main ?? 'index.js') : target).href);
