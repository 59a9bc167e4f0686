import { StackyardError } from '../../contract/errors.ts';
import { missingNeeds } from './offline/needs.ts';
import { pullFailure } from './pull/failure.ts';
import { registryAuthorization } from './pull/credentials.ts';
import { loadRecipes } from './recipes.ts';
import { candidates } from './reference.ts';
import type { ImageDeps } from './types.ts';

export interface ImageAvailability {
  /** The registry answered about an image that everyone has, through the engine. */
  readonly registry: { readonly name: string; readonly reachable: boolean; /** Why not. */ readonly reason?: string };
  /** Recipes, and what this machine lacks to build each. */
  readonly offline: readonly { readonly recipe: string; readonly title: string; readonly missing: readonly string[] }[];
}

/** Can images be had at all: pulled, or built here? Changes nothing; asks the registry one question, through the engine. */
export async function imageAvailability(options: ImageDeps & { readonly registry?: string; readonly signal: AbortSignal }): Promise<ImageAvailability> {
  const { environment = process.env, registry = environment['STACKYARD_REGISTRY'], signal } = options;
  const recipes = await loadRecipes(options.recipes);
  const [registryState, baseMissing] = await Promise.all([askRegistry({ ...options, environment }, { registry, signal }), missingNeeds(recipes.base, environment)]);
  const offline = await Promise.all(
    recipes.all.map(async (recipe) => ({ recipe: recipe.id, title: recipe.title, missing: [...new Set([...baseMissing, ...(await missingNeeds(recipe, environment))])] })),
  );
  return { registry: registryState, offline };
}

const questionDeadline = 8_000;

async function askRegistry({ client, environment }: ImageDeps & { readonly environment: NodeJS.ProcessEnv }, { registry, signal }: { readonly registry: string | undefined; readonly signal: AbortSignal }): Promise<ImageAvailability['registry']> {
  const reference = candidates('debian:bookworm-slim', registry)[0] ?? '';
  const name = registry ?? 'Docker Hub';
  try {
    const authorization = await registryAuthorization(reference, environment, signal);
    await client.call({ method: 'GET', path: `/distribution/${reference}/json`, deadline: questionDeadline, signal, ...(authorization === undefined ? {} : { headers: { 'X-Registry-Auth': authorization } }) });
    return { name, reachable: true };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof StackyardError)) throw error;
    const { kind, message } = pullFailure(error);
    // "Not found" is an answer: something is there that speaks the registry's protocol.
    return kind === 'not-found' || kind === 'rate-limit' ? { name, reachable: true, reason: message } : { name, reachable: false, reason: message };
  }
}
