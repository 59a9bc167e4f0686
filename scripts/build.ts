// Bundles the command line and the core into a folder of out/cli, unless that is there already: the same code in a tenth of the files, for a start in half the time.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';

const root = join(import.meta.dirname, '..');
const given = process.argv[2];
const bundles = join(root, 'out', 'cli');
const entries = { main: join(root, 'services', 'shells', 'cli', 'main.ts'), core: join(root, 'services', 'core', 'main.ts'), keeper: join(root, 'services', 'core', 'processes', 'keeper.ts'), 'backup-worker': join(root, 'services', 'store', 'backup-worker.ts') };
const slashes = (path: string) => path.replaceAll(sep, '/');

/** A digest of everything that can be in the bundle. */
function editionOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${slashes(file)}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

const edition = editionOf([...globSync('services/**/*.ts', { cwd: root }).sort(), 'package-lock.json', 'scripts/build.ts']);
/** A folder per edition: a process that still runs from another one finds there what it loads late. */
const folder = given === undefined ? join(bundles, edition.slice(0, 16)) : resolve(given);

/**
 * Required and never called: every transport goes through the engine client's own agent, so the ssh client that docker-modem
 * brings (most of its loading time) is left out.
 */
const neverCalled = /\/docker-modem\/lib\/ssh\.js$/;

/** A package of a package, as the sources load it; as an import it is bundled. */
const packageOfPackage = /createRequire\(import\.meta\.resolve\('([^']+)'\)\)\('([^']+)'\)/;

/** `import 'node:http'` as ESM loads all of undici for the sake of one re-exported name; `require` does not. */
const httpModules = new Set(['http', 'node:http', 'https', 'node:https']);

const lighter: Plugin = {
  name: 'lighter',
  enforce: 'pre',
  resolveId(source, importer) {
    return httpModules.has(source) && importer !== undefined && !importer.includes('node_modules') ? `\0${source}` : undefined;
  },
  load(id) {
    if (neverCalled.test(slashes(id))) return "module.exports = () => { throw new Error('left out of the bundle'); };";
    if (!id.startsWith('\0') || !httpModules.has(id.slice(1))) return undefined;
    return `const module = process.getBuiltinModule(${JSON.stringify(id.slice(1))}); export const { Agent, request, get, createServer, Server, IncomingMessage, ServerResponse, globalAgent } = module; export default module;`;
  },
};

/** Modules of the bundle find templates, workers and recipes where their source stands. */
const sourcePlaces: Plugin = {
  name: 'source-places',
  enforce: 'pre',
  transform(source, id) {
    if (!id.startsWith(join(root, 'services')) || !source.includes('import.meta.')) return undefined;
    const path = slashes(relative(root, id));
    const [all, outer, inner] = packageOfPackage.exec(source) ?? [];
    const file = outer === undefined || inner === undefined ? undefined : createRequire(import.meta.resolve(outer)).resolve(inner);
    const code = all === undefined || file === undefined ? source : `import bundle$package from ${JSON.stringify(slashes(file))};\n${source.replace(all, 'bundle$package')}`;
    return code.replaceAll('import.meta.dirname', `bundle$place(${JSON.stringify(path.replace(/\/[^/]*$/, ''))})`).replaceAll('import.meta.url', `bundle$url(${JSON.stringify(path)})`);
  },
};

// Names that no module has: the banner shares its scope with what is bundled.
const banner = `import { join as bundle$join } from 'node:path';
import { pathToFileURL as bundle$address } from 'node:url';
const __dirname = import.meta.dirname, __filename = import.meta.filename;
const bundle$place = (path) => bundle$join(import.meta.dirname, ${JSON.stringify(slashes(relative(folder, root)))}, path);
const bundle$url = (path) => bundle$address(bundle$place(path)).href;
const bundle$folder = import.meta.dirname;`;

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
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { STACKYARD_EDITION: JSON.stringify(edition), STACKYARD_BUNDLE: 'bundle$folder' },
    plugins: [lighter, sourcePlaces, { name: 'modules', moduleParsed: ({ id }) => void modules.add(id) }],
    ssr: { noExternal: true, external: ['better-sqlite3', 'cpu-features'] },
    build: { ssr: true, outDir: folder, emptyOutDir: false, target: 'node24', minify: false, sourcemap: false, rolldownOptions: { input: entries, output: { format: 'esm', banner, chunkFileNames: '[name]-[hash].js' } } },
  });
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
