import { StackyardError } from '../../contract/errors.ts';
import { provideBuild } from './build/provide-build.ts';
import { contextMemory } from './choose.ts';
import { cacheDirectory } from './directories.ts';
import { enginePlatform, inspectImage, platformFits } from './inspect.ts';
import { lockImage } from './lock-file.ts';
import { provideOffline } from './offline/offline.ts';
import type { OfflineOptions } from './offline/offline.ts';
import { PullFailure, unavailable } from './pull/failure.ts';
import type { PullFailureKind } from './pull/failure.ts';
import { pullImage } from './pull/pull.ts';
import { parseReference, repositoryOf } from './reference.ts';
import { loadRecipes } from './recipes.ts';
import { defaultTimings } from './types.ts';
import type { ImageChoice, ImageDeps, PresentInstead, ProvidedImage, PullAction, Report } from './types.ts';

export interface ProvideOptions extends ImageDeps {
  readonly signal: AbortSignal;
  readonly report: Report;
}

/**
 * Pulls or builds what `chooseImages` decided, and checks that the engine can run it; `none` is only checked. Rejects with
 * IMAGE_UNAVAILABLE, UNSUPPORTED (a Dockerfile for BuildKit) or the abort's reason; an abort frees the engine's download slots.
 */
export async function provideImage(choice: ImageChoice, options: ProvideOptions): Promise<ProvidedImage> {
  options.signal.throwIfAborted();
  const context = await contextOf(choice, options);
  const provided = await carryOut(choice, context, options);
  if (provided.source !== 'offline' && provided.source !== 'built') await refuseWrongPlatform(choice, provided.reference, context);
  return provided;
}

async function contextOf({ registry }: ImageChoice, { client, recipes, environment = process.env, timings, signal, report, ...deps }: ProvideOptions): Promise<OfflineOptions> {
  return {
    client,
    recipes: await loadRecipes(recipes),
    cache: cacheDirectory({ environment, ...deps }),
    environment,
    timings: { ...defaultTimings, ...timings },
    signal,
    report,
    ...(registry === undefined ? {} : { registry }),
  };
}

async function carryOut(choice: ImageChoice, context: OfflineOptions, deps: ImageDeps): Promise<ProvidedImage> {
  const { action, reference, service, digest } = choice;
  switch (action.type) {
    case 'none': {
      const image = await inspectImage(context.client, reference, context.signal);
      if (image === undefined) throw new StackyardError('IMAGE_UNAVAILABLE', `Image ${reference} was there a moment ago and is gone.`, { hint: 'Run the command again: it is then pulled or built.', service });
      return { reference, id: image.id, source: 'present', ...(digest === undefined ? {} : { digest }) };
    }
    case 'pull':
      return pull(choice, action, context);
    case 'build': {
      const { reference: tag, id, built } = await provideBuild({ action, service, memory: contextMemory(deps), options: context });
      return { reference: tag, id, source: built ? 'built' : 'present' };
    }
  }
}

/** Where pulling is impossible whatever one waits for. A name that is not found is no such case: it may be a typing mistake. */
const impossible: ReadonlySet<PullFailureKind> = new Set(['unreachable', 'manifest-timeout', 'stalled', 'rate-limit', 'server', 'platform']);

/** What was asked to be renewed and is there goes on being used; another platform's image has taken its name, so that is no such case. */
const keepsPresent: ReadonlySet<PullFailureKind> = new Set(['unreachable', 'manifest-timeout', 'stalled', 'rate-limit', 'server', 'not-found']);

interface Kept {
  readonly present: PresentInstead;
  readonly failure: PullFailure;
  readonly report: Report;
}

function keepPresent({ wanted }: ImageChoice, { present: { reference, id, source, digest, title }, failure, report }: Kept): ProvidedImage {
  const why = failure.kind === 'not-found' ? 'the registry does not have it, or it is private' : failure.kind === 'unreachable' || failure.kind === 'manifest-timeout' ? 'no registry was reachable' : 'the registry did not give it';
  const kept = source === 'offline' ? `${title ?? reference}, built here, is used instead` : `the one that is here is used (${shortDigest(digest ?? id)})`;
  report({ type: 'note', message: `${wanted} is not renewed: ${why}; ${kept}` });
  return { reference, id, source, ...(digest === undefined ? {} : { digest }) };
}

function renewal(wanted: string, present: PresentInstead, pulled: ProvidedImage): string {
  if (present.source === 'offline') return `${wanted} is pulled; it replaces ${present.title ?? present.reference}, built here`;
  if (present.id === pulled.id) return `${wanted} is the newest already (${shortDigest(pulled.digest ?? pulled.id)})`;
  return `${wanted} is renewed: ${shortDigest(present.digest ?? present.id)} → ${shortDigest(pulled.digest ?? pulled.id)}`;
}

function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/u, '').slice(0, 12);
}

async function pull(choice: ImageChoice, action: PullAction, context: OfflineOptions): Promise<ProvidedImage> {
  const { client, environment, timings, signal, report, recipes } = context;
  const { references, digest, platform, offline: recipe, present } = action;
  try {
    const common = { client, references, environment, timings, signal, report, impatient: recipe !== undefined };
    const reference = await pullImage({ ...common, ...(digest === undefined ? {} : { digest }), ...(platform === undefined ? {} : { platform }) });
    const pulled = await verified(choice, reference, context);
    if (present !== undefined) report({ type: 'note', message: renewal(choice.wanted, present, pulled) });
    return pulled;
  } catch (error) {
    if (!(error instanceof PullFailure)) throw error;
    if (present !== undefined && keepsPresent.has(error.kind)) return keepPresent(choice, { present, failure: error, report });
    if (recipe !== undefined && impossible.has(error.kind)) {
      report({ type: 'note', message: `${choice.wanted} cannot be pulled (${error.message.replace(/\.$/u, '')}); its drop-in is built here` });
      return offline(recipe, choice.service, context);
    }
    const replacements = recipes.standingFor(repositoryOf(parseReference(choice.wanted)))?.replacements ?? [];
    throw unavailable(error, { reference: references[0] ?? choice.wanted, service: choice.service, replacements, locked: digest !== undefined });
  }
}

/** The engine's word is not enough: the image must be there, and made for this engine. */
async function verified({ wanted, directory, platform }: ImageChoice, reference: string, { client, signal, report }: OfflineOptions): Promise<ProvidedImage> {
  const image = await inspectImage(client, reference, signal);
  if (image === undefined) throw new PullFailure('broken', 'the engine says that it is complete, but it does not have the image');
  const expected = platform ?? enginePlatform(client);
  if (!platformFits(expected, image.platform)) {
    // Nothing of ours can use it, and it was not there before.
    await client.call({ method: 'DELETE', path: `/images/${reference}`, signal }).catch((error: unknown) => report({ type: 'note', message: `${reference} stays on the engine: ${error instanceof Error ? error.message : String(error)}` }));
    throw new PullFailure('platform', `it is made for ${image.platform}, this engine runs ${expected}`);
  }
  const digest = image.digests[0];
  if (digest === undefined) return { reference, id: image.id, source: 'pulled' };
  try {
    await lockImage(directory, { wanted, digest });
  } catch (error) {
    report({ type: 'note', message: `stackyard.lock could not be written: ${error instanceof Error ? error.message : String(error)}` });
  }
  return { reference, id: image.id, source: 'pulled', digest };
}

async function offline(id: string, service: string, context: OfflineOptions): Promise<ProvidedImage> {
  const recipe = context.recipes.find(id);
  if (recipe === undefined) throw new StackyardError('IMAGE_UNAVAILABLE', `There is no offline recipe ${id}.`, { hint: `Recipes: ${context.recipes.all.map((each) => each.id).join(', ')}.`, service });
  return { ...(await provideOffline(recipe, context)), source: 'offline' };
}

async function refuseWrongPlatform({ service, platform }: ImageChoice, reference: string, { client, signal }: OfflineOptions): Promise<void> {
  const image = await inspectImage(client, reference, signal);
  const expected = platform ?? enginePlatform(client);
  if (image === undefined || platformFits(expected, image.platform)) return;
  throw unavailable(new PullFailure('platform', `it is made for ${image.platform}, this engine runs ${expected}`), { reference, service, locked: false });
}
