import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackyardError } from '../../../services/contract/errors.ts';
import { bundleServices, editionOfServices } from '../bundle.ts';
import { buildDesktop, coreEntries } from '../desktop.ts';
import { buildPages } from '../pages.ts';
import { projectRoot } from '../stackyard.ts';
import { fitLibrary } from './node-api.ts';

/** Made of the same sources by the same bundler for the V8 of the prepared Electron, which does not know `using`. As deep below the project as the product's. */
const fitCore = join(projectRoot, 'out', 'desktop-for-verification', 'core');
const target = 'node20';

/** Into `fitCore`, unless it is there already. */
async function buildFitCore(): Promise<void> {
  const mark = join(fitCore, '..', 'edition.txt');
  const prelude = join(import.meta.dirname, 'missing-globals.ts');
  const edition = editionOfServices();
  const made = [edition, ...[prelude, import.meta.filename].map((file) => readFileSync(file, 'utf8'))].join('\n');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made) return;
  rmSync(fitCore, { recursive: true, force: true });
  await bundleServices({ folder: fitCore, entries: coreEntries, edition, runtime: { target, prelude } });
  writeFileSync(mark, made);
}

/**
 * Makes an app whose core the prepared Electron can run of one that it cannot: `app` is laid out as the project, and is a copy.
 * **For verification only**: the core's code is translated to older syntax, its native library changed (node-api.ts), and so is
 * the version that the app asks for.
 * @throws StackyardError UNSUPPORTED where one of these is not as it was when this was written.
 */
export async function fitApp(app: string): Promise<void> {
  await buildFitCore();
  const core = join(app, 'out', 'desktop', 'core');
  rmSync(core, { recursive: true });
  cpSync(fitCore, core, { recursive: true });
  const library = join(app, 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node');
  writeFileSync(library, fitLibrary(readFileSync(library)));
  fitPrograms(join(app, 'out', 'desktop'));
}

/** The app refuses to be its keeper or core where the library as it is would end it by a segfault; this one does not. */
function fitPrograms(folder: string): void {
  const [file, ...others] = globSync('own-program-*.js', { cwd: folder });
  const code = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
  const [before, after, ...more] = code.split('neededNodeApi = 10;');
  if (file === undefined || others.length > 0 || after === undefined || more.length > 0) {
    throw new StackyardError('UNSUPPORTED', 'The app does not ask for Node-API 10 in the one place where this expects it.', { hint: 'Look at electron/main/own-program.ts, and correct scripts/setup/verification/fit-app.ts.' });
  }
  writeFileSync(join(folder, file), `${before}neededNodeApi = 9;${after}`);
}

/** What electron-builder.yml packs and lays beside it. */
const parts = ['package.json', join('out', 'desktop'), join('out', 'renderer'), 'compose-templates', join('resources', 'demo'), join('resources', 'images'), join('resources', 'schema'), join('resources', 'icons')];
const libraryParts = ['package.json', 'lib', join('prebuilds', 'linux-x64.node')];

/** Lays the app out in a folder, with a core that the prepared Electron can run, to be started as `electron FOLDER`. */
export async function stageApp(folder: string): Promise<void> {
  await buildPages();
  await buildDesktop();
  const all = [...parts, ...libraryParts.map((part) => join('node_modules', 'better-sqlite3', part))];
  for (const part of all) {
    mkdirSync(join(folder, part, '..'), { recursive: true });
    cpSync(join(projectRoot, part), join(folder, part), { recursive: true, filter: (source) => !source.startsWith(join(projectRoot, 'resources')) || !source.includes('node_modules') });
  }
  await fitApp(folder);
}
