import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StackyardError } from '../../../contract/errors.ts';
import type { EngineClient } from '../../types.ts';
import { normalArchitecture } from '../architecture.ts';
import { buildOnEngine } from '../build/engine-build.ts';
import { contextFiles } from '../build/context-files.ts';
import { tarOf } from '../build/tar-folder.ts';
import { inspectImage } from '../inspect.ts';
import { once } from '../once.ts';
import type { Recipe, Recipes } from '../recipes.ts';
import { runCommand } from '../run-command.ts';
import type { ImageTimings, Report } from '../types.ts';
import { provideBase } from './base.ts';
import { cannotBuild, missingNeeds } from './needs.ts';
import { hold, withWorkspace } from './workspace.ts';
import type { Held } from './workspace.ts';

export interface OfflineContext {
  readonly client: EngineClient;
  readonly recipes: Recipes;
  readonly cache: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly timings: ImageTimings;
  readonly registry?: string;
  readonly signal: AbortSignal;
  readonly report: Report;
  /** Checks that the recipe can be built on this machine and takes its lock. */
  readonly prepare: (recipe: Recipe) => Promise<Held>;
}

export type OfflineOptions = Omit<OfflineContext, 'prepare'>;

/**
 * Builds a recipe's image where it is not there yet, from package registries only; once among all callers and processes.
 * Rejects with IMAGE_UNAVAILABLE (a missing program, a failed download or build) or the abort's reason.
 */
export function provideOffline(recipe: Recipe, options: OfflineOptions): Promise<{ readonly reference: string; readonly id: string }> {
  return once(`${options.client.info.address} ${recipe.tag}`, options.signal, async (signal) => {
    const present = await inspectImage(options.client, recipe.tag, signal);
    if (present !== undefined) return { reference: recipe.tag, id: present.id };
    const context = withPrepare({ ...options, signal });
    try {
      return { reference: recipe.tag, id: await build(recipe, context) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StackyardError) throw error;
      throw cannotBuild(recipe, error instanceof Error ? error.message : String(error), error);
    }
  });
}

/** Adds the check for needed programs and the lock that all builds of this machine share. */
export function withPrepare(options: OfflineOptions): OfflineContext {
  return {
    ...options,
    prepare: async (recipe) => {
      const missing = await missingNeeds(recipe, options.environment);
      if (missing.length > 0) throw cannotBuild(recipe, `this machine lacks ${missing.join(' and ')}`);
      return hold({
        cache: options.cache,
        id: recipe.id,
        signal: options.signal,
        onWait: (pid) => options.report({ type: 'note', message: `${recipe.tag}: process ${pid} builds it already; waiting for that` }),
      });
    },
  };
}

async function build(recipe: Recipe, context: OfflineContext): Promise<string> {
  const { client, timings, signal, report } = context;
  await using held = await context.prepare(recipe);
  // Another process may have built it while we waited for the lock.
  const present = await inspectImage(client, recipe.tag, signal);
  if (present !== undefined) return present.id;
  const duration = recipe.minutes > 1 ? `; the first time this takes about ${recipe.minutes} minutes` : '';
  report({ type: 'note', message: `${recipe.tag}: building ${recipe.title} ${recipe.version} from package registries${duration}` });
  const base = await provideBase(context);
  return withWorkspace(held, async (workspace) => {
    await cp(recipe.folder, workspace, { recursive: true });
    await fetchPackages(recipe, workspace, context);
    const files = await contextFiles({ context: workspace, dockerfile: 'Dockerfile' });
    return buildOnEngine({ client, tag: recipe.tag, context: tarOf(files), dockerfile: 'Dockerfile', args: { BASE: base }, labels: { 'dev.stackyard.recipe': recipe.id, 'dev.stackyard.version': recipe.version }, silence: timings.buildSilence, signal, report });
  });
}

/** The recipe's downloads run on this machine: its package managers are set up for its network, and nothing of that gets into the image. */
async function fetchPackages(recipe: Recipe, workspace: string, { client, cache, environment, signal, report }: OfflineContext): Promise<void> {
  const script = join(workspace, 'fetch.sh');
  if (!(await contextFiles({ context: workspace, dockerfile: 'Dockerfile' })).some(({ source }) => source === script)) return;
  const downloads = join(cache, 'downloads');
  await mkdir(downloads, { recursive: true, mode: 0o700 });
  await runCommand({
    program: 'sh',
    args: [script],
    directory: workspace,
    environment: { ...environment, CACHE: downloads, ARCH: normalArchitecture(client.info.architecture) },
    signal,
    onLine: (line) => report({ type: 'image', image: recipe.tag, phase: line }),
  });
}
