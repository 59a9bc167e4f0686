import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from './stackyard.ts';

const output = join(projectRoot, 'out', 'renderer');
const mark = join(output, 'edition.txt');

function editionOfPages(): string {
  const hash = createHash('sha256');
  const files = [...globSync('{renderer,services/contract,resources/icons,scripts/renderer}/**/*.{ts,tsx,js,css,html,svg}', { cwd: projectRoot }).sort(), 'package-lock.json', 'tsconfig.json', 'renderer/tsconfig.json', 'vite.config.ts'];
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(projectRoot, file)));
  return hash.digest('hex');
}

/** Builds the app's pages into out/renderer, unless they are there already, made of the same sources. */
export async function buildPages(): Promise<void> {
  const edition = editionOfPages();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === edition) return;
  await build({ configFile: join(projectRoot, 'vite.config.ts'), logLevel: 'error' });
  writeFileSync(mark, edition);
}
