import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { StackyardError } from '../../contract/errors.ts';
import { isErrno } from '../container/errno.ts';
import { hashFolder } from './hash-folder.ts';

/** `recipe.yaml` of a folder in resources/images. */
const recipeSchema = z.strictObject({
  title: z.string(),
  /** What is built, for a person. */
  version: z.string(),
  /** Repositories that the image is a drop-in for. */
  standsFor: z.array(z.string()),
  /** Programs that `fetch.sh` needs on this machine. */
  needs: z.array(z.string()).default([]),
  /** Needs root on this machine. */
  root: z.boolean().default(false),
  /** A first build takes about so long. */
  minutes: z.number().default(1),
  /** Pinned images to suggest where the publisher removed the original. */
  replacements: z.array(z.string()).default([]),
});

export interface Recipe extends z.infer<typeof recipeSchema> {
  readonly id: string;
  readonly folder: string;
  /** Content-addressed: a changed recipe or base is another image. */
  readonly tag: string;
}

export interface Recipes {
  find(id: string): Recipe | undefined;
  /** The recipe whose image is a drop-in for a repository such as `node`. */
  standingFor(repository: string): Recipe | undefined;
  readonly base: Recipe;
  /** Without the base. */
  readonly all: readonly Recipe[];
}

const ownRecipes = join(import.meta.dirname, '../../../resources/images');
const loaded = new Map<string, Promise<Recipes>>();

/** Read once per process and folder: they are a part of the program. */
export function loadRecipes(folder: string = ownRecipes): Promise<Recipes> {
  const known = loaded.get(folder);
  if (known !== undefined) return known;
  const reading = read(folder);
  loaded.set(folder, reading);
  reading.catch(() => loaded.delete(folder));
  return reading;
}

async function read(folder: string): Promise<Recipes> {
  const names = await readdir(folder, { withFileTypes: true });
  const baseHash = await hashFolder(join(folder, 'base'));
  const recipes = await Promise.all(names.filter((entry) => entry.isDirectory()).map((entry) => readRecipe(folder, entry.name, baseHash)));
  const all = recipes.filter((recipe) => recipe !== undefined).filter(({ id }) => id !== 'base');
  const base = recipes.find((recipe) => recipe?.id === 'base');
  if (base === undefined) throw new StackyardError('INTERNAL', `There is no recipe of a base image in ${folder}.`);
  return { base, all, find: (id) => all.find((recipe) => recipe.id === id), standingFor: (repository) => all.find((recipe) => recipe.standsFor.includes(repository)) };
}

async function readRecipe(parent: string, id: string, baseHash: string): Promise<Recipe | undefined> {
  const folder = join(parent, id);
  const text = await readFile(join(folder, 'recipe.yaml'), 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const recipe = recipeSchema.parse(parse(text));
  const tag = id === 'base' ? `stackyard/base:bookworm-${baseHash.slice(0, 12)}` : `stackyard/${id}:${(await hashFolder(folder, baseHash)).slice(0, 12)}`;
  return { ...recipe, id, folder, tag };
}
