import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const own = join(import.meta.dirname, '../../resources/images');

export interface TestRecipe {
  /** Body of `fetch.sh`. */
  readonly fetch?: string;
  readonly needs?: readonly string[];
  readonly standsFor?: readonly string[];
  /** Dockerfile lines after `FROM`. */
  readonly lines?: readonly string[];
}

/** A recipe folder with the project's own base and small recipes: what is tested is the way, not the download. */
export async function recipeFolder(parent: string, recipes: Readonly<Record<string, TestRecipe>>): Promise<string> {
  const folder = join(parent, 'recipes');
  await cp(join(own, 'base'), join(folder, 'base'), { recursive: true });
  for (const [id, { fetch, needs = [], standsFor = [id], lines = ['COPY made /made'] }] of Object.entries(recipes)) {
    await mkdir(join(folder, id), { recursive: true });
    await writeFile(join(folder, id, 'recipe.yaml'), JSON.stringify({ title: id, version: '1', standsFor, needs }));
    await writeFile(join(folder, id, 'Dockerfile'), ['ARG BASE=debian:bookworm-slim', 'FROM ${BASE}', ...lines, ''].join('\n'));
    if (fetch !== undefined) await writeFile(join(folder, id, 'fetch.sh'), `#!/bin/sh\nset -eu\n${fetch}\n`);
  }
  return folder;
}
