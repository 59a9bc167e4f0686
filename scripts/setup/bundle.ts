import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { projectRoot as root } from './stackyard.ts';

const slashes = (path: string): string => path.replaceAll(sep, '/');

/** Programs of services, by the names of services/store/own-programs.ts. */
export const servicePrograms = {
  core: join(root, 'services', 'core', 'main.ts'),
  keeper: join(root, 'services', 'core', 'processes', 'keeper.ts'),
  'backup-worker': join(root, 'services', 'store', 'backup-worker.ts'),
} as const;

/** A digest of everything that can be in a bundle of services, and of how it is made. */
export function editionOfServices(): string {
  const hash = createHash('sha256');
  const files = [...globSync('services/**/*.ts', { cwd: root }).sort(), 'package-lock.json', 'scripts/build.ts', 'scripts/setup/bundle.ts'];
  for (const file of files) hash.update(`${slashes(file)}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

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
const bannerFor = (folder: string): string => `import { join as bundle$join } from 'node:path';
import { pathToFileURL as bundle$address } from 'node:url';
const __dirname = import.meta.dirname, __filename = import.meta.filename;
const bundle$place = (path) => bundle$join(import.meta.dirname, ${JSON.stringify(slashes(relative(folder, root)))}, path);
const bundle$url = (path) => bundle$address(bundle$place(path)).href;
const bundle$folder = import.meta.dirname;`;

export interface BundleRequest {
  /** Absolute. It stands as deep below the project, or below what stands for the project, when the bundle runs. */
  readonly folder: string;
  /** Sources by the names of what is made of them. */
  readonly entries: Readonly<Record<string, string>>;
  readonly edition: string;
  /** For an older one than Node 24: esbuild's name of it, and a source that each entry loads first, which gives it what it lacks. */
  readonly runtime?: { readonly target: string; readonly prelude: string };
}

const loadFirst = (prelude: string, entries: readonly string[]): Plugin => ({
  name: 'load-first',
  enforce: 'pre',
  transform: (source, id) => (entries.includes(id) ? `import ${JSON.stringify(slashes(prelude))};\n${source}` : undefined),
});

/** Bundles programs of services, for Node 24 unless told otherwise, with all packages but the native one. Resolves with the sources of services in it, absolute. */
export async function bundleServices({ folder, entries, edition, runtime }: BundleRequest): Promise<readonly string[]> {
  const modules = new Set<string>();
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { STACKYARD_EDITION: JSON.stringify(edition), STACKYARD_BUNDLE: 'bundle$folder' },
    plugins: [...(runtime === undefined ? [] : [loadFirst(runtime.prelude, Object.values(entries))]), lighter, sourcePlaces, { name: 'modules', moduleParsed: ({ id }) => void modules.add(id) }],
    ssr: { noExternal: true, external: ['better-sqlite3', 'cpu-features', 'electron'] },
    build: { ssr: true, outDir: folder, emptyOutDir: false, target: runtime?.target ?? 'node24', minify: false, sourcemap: false, rolldownOptions: { input: { ...entries }, output: { format: 'esm', banner: bannerFor(folder), chunkFileNames: '[name]-[hash].js' } } },
  });
  return [...modules].filter((id) => id.startsWith(join(root, 'services')));
}
