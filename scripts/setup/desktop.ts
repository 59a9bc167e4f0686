import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { StackyardError } from '../../services/contract/errors.ts';
import { bundleServices, editionOfServices, servicePrograms } from './bundle.ts';
import { projectRoot } from './stackyard.ts';

export const desktopFolder = join(projectRoot, 'out', 'desktop');

/** Electron's own processes run on older V8s than services do: on those of all supported Electrons, and of the one for verification. */
const target = 'chrome130';

/**
 * Bundles the processes of the desktop app into out/desktop: `main.js` (ESM), `preload.cjs` (one file, as sandboxed preloads must be) and `core/`, whose
 * `core.js` and other programs of services run on Node 24 or in an Electron with it.
 * @throws StackyardError NOT_FOUND where electron/main/index.ts or electron/preload/index.ts is missing.
 */
export async function buildDesktop(): Promise<void> {
  const [main, preload] = ['main', 'preload'].map((part) => join(projectRoot, 'electron', part, 'index.ts'));
  if (main === undefined || preload === undefined || !existsSync(main) || !existsSync(preload)) throw new StackyardError('NOT_FOUND', 'The desktop app has no electron/main/index.ts and electron/preload/index.ts yet.', { hint: 'Use browser mode: stackyard ui' });
  rmSync(desktopFolder, { recursive: true, force: true });
  await shell({ main }, { format: 'esm', chunkFileNames: '[name]-[hash].js', banner });
  await shell({ preload }, { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false });
  await bundleServices({ folder: join(desktopFolder, 'core'), entries: servicePrograms, edition: editionOfServices() });
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
    build: { ssr: true, outDir: desktopFolder, emptyOutDir: false, target, minify: false, sourcemap: false, rolldownOptions: { input: { ...input }, output } },
  });
}
