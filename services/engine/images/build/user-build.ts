import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { StackyardError } from '../../../contract/errors.ts';
import type { PresentImages } from '../present.ts';
import { parseReference, repositoryOf } from '../reference.ts';
import type { Recipe, Recipes } from '../recipes.ts';
import type { BuildAction } from '../types.ts';
import { contextFiles, readOptional } from './context-files.ts';
import type { ContextFile } from './context-files.ts';
import { contextHash } from './digest.ts';
import { basesOf } from './dockerfile.ts';
import type { BaseUse } from './dockerfile.ts';

/** Where a base image comes from, as far as it is known without asking a registry. */
export type BaseSource =
  | { readonly from: 'present'; readonly image: string; readonly id: string }
  /** A drop-in that is there or can be built. */
  | { readonly from: 'offline'; readonly image: string; readonly recipe: Recipe; readonly present: boolean }
  | { readonly from: 'registry'; readonly image: string };

export interface BuildPlan {
  /** Tag with the digest of everything that the image follows from. */
  readonly tag: string;
  readonly dockerfileText: string;
  readonly bases: readonly BaseUse[];
  readonly sources: readonly BaseSource[];
  readonly files: readonly ContextFile[];
}

export interface BuildPlanOptions {
  readonly present: PresentImages;
  readonly recipes: Recipes;
  /** Folder that remembers hashes of unchanged files. */
  readonly memory: string;
  /** Base images that turned out to be impossible to pull: their drop-ins are used. */
  readonly offlineBases?: ReadonlySet<string>;
  readonly service: string;
}

/** Reads the build context. Rejects with NOT_FOUND when it or the Dockerfile is missing. */
export async function planBuild(action: BuildAction, options: BuildPlanOptions): Promise<BuildPlan> {
  const { context, dockerfile, args, target, platform, repository } = action;
  const dockerfileText = await readOptional(join(context, dockerfile));
  if (dockerfileText === undefined) {
    throw new StackyardError('NOT_FOUND', `There is no ${dockerfile} in ${context}.`, { hint: 'Correct `build:` of the service, or write the Dockerfile.', service: options.service });
  }
  const files = await contextFiles({ context, dockerfile });
  const bases = basesOf(dockerfileText, args);
  const sources = [...new Set(bases.map(({ image }) => image))].map((image) => sourceOf(image, options));
  const inputs = [
    await contextHash(join(context, dockerfile), files, options.memory),
    JSON.stringify([dockerfile, Object.entries(args).toSorted(([a], [b]) => (a < b ? -1 : 1)), target ?? '', platform ?? '']),
    ...sources.map(identity),
  ];
  const digest = createHash('sha256').update(inputs.join('\n')).digest('hex').slice(0, 12);
  return { tag: `${repository}:${digest}`, dockerfileText, bases, sources, files };
}

/** A drop-in's tag is known before it is built: so the digest is the same before and after. */
function identity(source: BaseSource): string {
  switch (source.from) {
    case 'present':
      return `${source.image}=${source.id}`;
    case 'offline':
      return `${source.image}=${source.recipe.tag}`;
    case 'registry':
      return source.image;
  }
}

function sourceOf(image: string, { present, recipes, offlineBases }: BuildPlanOptions): BaseSource {
  const found = present.find(image);
  if (found !== undefined) return { from: 'present', image, id: found.id };
  const recipe = recipes.standingFor(repositoryOf(parseReference(image)));
  if (recipe === undefined) return { from: 'registry', image };
  const isThere = present.find(recipe.tag) !== undefined;
  return isThere || offlineBases?.has(image) === true ? { from: 'offline', image, recipe, present: isThere } : { from: 'registry', image };
}
