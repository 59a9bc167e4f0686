// Bundles the command line into out/cli: the same code in a tenth of the files, for a start in half the time.
import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';

const root = join(import.meta.dirname, '..');
/** Another folder may be given; the launcher looks for this one. */
const folder = resolve(process.argv[2] ?? join(root, 'out', 'cli'));
const entry = join(root, 'services', 'shells', 'cli', 'main.ts');
const slashes = (path: string) => path.replaceAll(sep, '/');

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
const bundle$url = (path) => bundle$address(bundle$place(path)).href;`;

/** A digest of everything that can be in the bundle. */
function edition(): string {
  const files = [...globSync('services/**/*.ts', { cwd: root }).sort(), 'package-lock.json', 'scripts/build.ts'];
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${slashes(file)}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** What the bundle was made of: the launcher takes the sources as soon as one of these is not as it was. */
function recordSources(modules: Iterable<string>): number {
  const own = [...modules].filter((id) => id.startsWith(join(root, 'services')));
  const files = [...own, join(root, 'package-lock.json')].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [slashes(relative(root, file)), size, mtimeMs] as const;
  });
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(files));
  return files.length;
}

const started = performance.now();
rmSync(folder, { recursive: true, force: true });
const modules = new Set<string>();
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [lighter, sourcePlaces, { name: 'modules', moduleParsed: ({ id }) => void modules.add(id) }],
  define: { STACKYARD_EDITION: JSON.stringify(edition()) },
  ssr: { noExternal: true, external: ['better-sqlite3', 'cpu-features'] },
  build: { ssr: entry, outDir: folder, emptyOutDir: false, target: 'node24', minify: false, sourcemap: false, rolldownOptions: { output: { format: 'esm', banner, chunkFileNames: '[name]-[hash].js' } } },
});
console.log(`${slashes(relative(root, folder))}: bundled from ${recordSources(modules)} files in ${((performance.now() - started) / 1000).toFixed(1)} s`);
