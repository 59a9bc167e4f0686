import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { bundleServices, editionOfServices, servicePrograms } from './bundle.ts';
import { projectRoot } from './stackyard.ts';

const folder = join(projectRoot, 'out', 'desktop');
const mark = join(folder, 'edition.txt');

/** Electron's own processes run on older V8s than services do: on those of all supported Electrons, and of the one for verification. */
const target = 'chrome130';

/** The utility process of the app, and what services start. */
export const coreEntries = { 'core-process': join(projectRoot, 'services', 'core', 'desktop', 'main.ts'), ...servicePrograms };

function editionOfDesktop(): string {
  const hash = createHash('sha256').update(editionOfServices());
  const files = [...globSync('electron/**/*.ts', { cwd: projectRoot }).sort(), 'scripts/setup/desktop.ts'];
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(projectRoot, file)));
  return hash.digest('hex');
}

/**
 * Bundles the processes of the desktop app into out/desktop, unless they are there already, made of the same sources: `main.js` (ESM), `preload.cjs` (one
 * file, as sandboxed preloads must be) and `core/`: `core-process.js`, the utility process of the app, and the programs of services, which run on
 * Node 24 or in an Electron with it.
 */
export async function buildDesktop(): Promise<void> {
  const edition = editionOfDesktop();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === edition) return;
  rmSync(folder, { recursive: true, force: true });
  await shell({ main: join(projectRoot, 'electron', 'main', 'index.ts') }, { format: 'esm', chunkFileNames: '[name]-[hash].js', banner });
  await shell({ preload: join(projectRoot, 'electron', 'preload', 'index.ts') }, { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false });
  await bundleServices({ folder: join(folder, 'core'), entries: coreEntries, edition: editionOfServices() });
  writeFileSync(mark, edition);
}

// Each chunk stands beside main.js. Names that no module has: the banner shares its scope with what is bundled.
const banner = `import { join as desktop$join } from 'node:path';
const __dirname = import.meta.dirname, __filename = import.meta.filename, desktop$core = desktop$join(import.meta.dirname, 'core');`;

async function shell(input: Readonly<Record<string, string>>, output: Readonly<Record<string, unknown>>): Promise<void> {
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    define: { STACKYARD_BUNDLE: 'desktop$core' },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: { ssr: true, outDir: folder, emptyOutDir: false, target, minify: false, sourcemap: false, rolldownOptions: { input: { ...input }, output } },
  });
}
