// Bundles the command line and the core into a folder of out/cli, unless that is there already: the same code in a tenth of the files, for a start in half the time.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { build } from 'vite';
import { bundleSettings, programEntries } from './setup/bundle.ts';

const root = join(import.meta.dirname, '..');
const given = process.argv[2];
const bundles = join(root, 'out', 'cli');
const entries = { main: join(root, 'services', 'shells', 'cli', 'main.ts'), ...programEntries };
const slashes = (path: string) => path.replaceAll(sep, '/');

/** A digest of everything that can be in the bundle. */
function editionOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${slashes(file)}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

const edition = editionOf([...globSync('services/**/*.ts', { cwd: root }).sort(), 'package-lock.json', 'scripts/build.ts', 'scripts/setup/bundle.ts']);
/** A folder per edition: a process that still runs from another one finds there what it loads late. */
const folder = given === undefined ? join(bundles, edition.slice(0, 16)) : resolve(given);

type Sources = readonly (readonly [file: string, size: number, modified: number])[];

/** What the bundle was made of: the launcher takes the sources as soon as one of these is not as it was. */
function recordSources(files: readonly string[]): void {
  const sources: Sources = files.map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return [file, size, mtimeMs];
  });
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(sources));
}

async function bundle(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const modules = new Set<string>();
  await build(bundleSettings({ folder, entries, edition, plugins: [{ name: 'modules', moduleParsed: ({ id }) => void modules.add(id) }] }));
  recordSources([...[...modules].filter((id) => id.startsWith(join(root, 'services'))), join(root, 'package-lock.json')].map((file) => slashes(relative(root, file))));
}

/** Points the launcher here, and removes all editions but the newest few. */
function makeCurrent(): void {
  const temporary = join(bundles, `current.${process.pid}.tmp`);
  writeFileSync(temporary, basename(folder));
  renameSync(temporary, join(bundles, 'current'));
  utimesSync(folder, new Date(), new Date());
  const others = readdirSync(bundles).filter((name) => name !== 'current').map((name) => join(bundles, name));
  for (const old of others.sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs).slice(editionsKept)) rmSync(old, { recursive: true, force: true });
}

const editionsKept = 3;

const started = performance.now();
const recorded = given === undefined && existsSync(join(folder, 'sources.json')) ? (JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8')) as Sources) : undefined;
if (recorded === undefined) {
  await bundle();
  console.log(`${slashes(relative(root, folder))}: bundled in ${((performance.now() - started) / 1000).toFixed(1)} s`);
} else {
  // The same bytes, written at another time: a checkout does that.
  recordSources(recorded.map(([file]) => file));
}
if (given === undefined) makeCurrent();
