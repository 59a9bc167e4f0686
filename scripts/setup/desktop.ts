import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { bundleSettings, programEntries } from './bundle.ts';
import { projectRoot } from './stackyard.ts';

const output = join(projectRoot, 'out', 'desktop');
const mark = join(output, 'edition.txt');

function editionOfDesktop(): string {
  const hash = createHash('sha256');
  const files = [...globSync('{electron,services}/**/*.ts', { cwd: projectRoot }).sort(), 'package-lock.json', 'scripts/setup/desktop.ts', 'scripts/setup/bundle.ts'];
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(projectRoot, file)));
  return hash.digest('hex');
}

/**
 * Builds the processes of the desktop app into out/desktop, unless they are there already, made of the same sources: the preload script
 * is one CommonJS file, since it runs in a sandbox; `core-process.js` is the utility process, the others what it starts.
 */
export async function buildDesktop(): Promise<void> {
  const edition = editionOfDesktop();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === edition) return;
  rmSync(output, { recursive: true, force: true });
  const entries = { main: join(projectRoot, 'electron', 'main', 'entry.ts'), 'core-process': join(projectRoot, 'services', 'core', 'desktop', 'main.ts'), ...programEntries };
  await build(bundleSettings({ folder: output, entries, edition, external: ['electron'] }));
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'] },
    build: { ssr: true, outDir: output, emptyOutDir: false, target: 'node20', minify: false, sourcemap: false, rolldownOptions: { input: { preload: join(projectRoot, 'electron', 'preload', 'preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  });
  writeFileSync(mark, edition);
}
