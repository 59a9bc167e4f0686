// Bundles the command line and the core into a folder of out/cli, unless that is there already: the same code in a tenth of the files, for a start in half the time.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { bundleServices, editionOfServices, servicePrograms } from './setup/bundle.ts';
import { projectRoot as root } from './setup/stackyard.ts';

const given = process.argv[2];
const bundles = join(root, 'out', 'cli');
const slashes = (path: string) => path.replaceAll(sep, '/');
const edition = editionOfServices();
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
  const sources = await bundleServices({ folder, edition, entries: { main: join(root, 'services', 'shells', 'cli', 'main.ts'), ...servicePrograms } });
  recordSources([...sources, join(root, 'package-lock.json')].map((file) => slashes(relative(root, file))));
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
