import { StackyardError } from '../../../contract/errors.ts';
import { provideBase } from '../offline/base.ts';
import { provideOffline, withPrepare } from '../offline/offline.ts';
import type { OfflineOptions } from '../offline/offline.ts';
import { once } from '../once.ts';
import { presentImages } from '../present.ts';
import { PullFailure, unavailable } from '../pull/failure.ts';
import { pullImage } from '../pull/pull.ts';
import { candidates, parseReference, repositoryOf } from '../reference.ts';
import type { BuildAction } from '../types.ts';
import { needsBuildKit, replaceBases } from './dockerfile.ts';
import { buildLabel, removeOldBuilds } from './old-builds.ts';
import { BuildFailure, buildOnEngine } from './engine-build.ts';
import { tarOf } from './tar-folder.ts';
import { planBuild } from './user-build.ts';
import type { BaseSource, BuildPlan } from './user-build.ts';

export interface UserBuild {
  readonly action: BuildAction;
  readonly service: string;
  readonly memory: string;
  readonly options: OfflineOptions;
}

/** The changed Dockerfile goes beside the user's own, under a name that no one has. */
const rewrittenName = '.stackyard.Dockerfile';

/** Builds the user's folder; its base images are provided first. Resolves to the tag, which may differ from the one planned. */
export async function provideBuild({ action, service, memory, options }: UserBuild): Promise<{ readonly reference: string; readonly id: string; readonly built: boolean }> {
  const { client, recipes, signal } = options;
  const offlineBases = new Set<string>();
  const look = async (): Promise<BuildPlan> => planBuild(action, { present: await presentImages(client, signal), recipes, memory, offlineBases, service });
  const first = await look();
  for (const source of first.sources) await provideSource(source, { offlineBases, service, platform: action.platform, options });
  // Base images are there now: their ids make the digest that later starts will find again.
  const plan = first.sources.every(({ from }) => from !== 'registry') ? first : await look();
  const found = (await presentImages(client, signal)).find(plan.tag);
  if (found !== undefined && action.anew !== true) return { reference: plan.tag, id: found.id, built: false };
  return once(`${client.info.address} ${plan.tag}`, signal, async (shared) => ({
    reference: plan.tag,
    id: await build(plan, { action, service, options: { ...options, signal: shared } }),
    built: true,
  }));
}

interface SourceContext {
  readonly offlineBases: Set<string>;
  readonly service: string;
  readonly platform: string | undefined;
  readonly options: OfflineOptions;
}

async function provideSource(source: BaseSource, { offlineBases, service, platform, options }: SourceContext): Promise<void> {
  const { client, recipes, environment, timings, registry, signal, report } = options;
  switch (source.from) {
    case 'present':
      return;
    case 'offline':
      await provideOffline(source.recipe, options);
      return;
    case 'registry': {
      const repository = repositoryOf(parseReference(source.image));
      const recipe = recipes.standingFor(repository);
      const isBase = recipes.base.standsFor.includes(repository);
      try {
        await pullForBuild(source.image);
      } catch (error) {
        if (!(error instanceof PullFailure)) throw error;
        if (isBase) {
          await provideBase(withPrepare(options));
          return;
        }
        if (recipe === undefined) throw unavailable(error, { reference: source.image, service, locked: false });
        report({ type: 'note', message: `${source.image} cannot be pulled (${error.message}); ${service} is built on ${recipe.title} ${recipe.version}` });
        offlineBases.add(source.image);
        await provideOffline(recipe, options);
      }
    }
  }
  async function pullForBuild(image: string): Promise<void> {
    const pulled = await pullImage({ client, references: candidates(image, registry), environment, timings, signal, report, impatient: true, ...(platform === undefined ? {} : { platform }) });
    // `FROM` names the image without the mirror.
    const { tag = 'latest', digest, ...name } = parseReference(image);
    if (digest === undefined && pulled !== image) await client.call({ method: 'POST', path: `/images/${pulled}/tag`, query: { repo: repositoryOf(name), tag }, signal });
  }
}

async function build(plan: BuildPlan, { action, service, options: { client, timings, signal, report } }: Omit<UserBuild, 'memory'>): Promise<string> {
  const replacements = new Map(plan.sources.flatMap((source) => (source.from === 'offline' ? [[source.image, source.recipe.tag] as const] : [])));
  const text = replaceBases(plan.dockerfileText, plan.bases, replacements);
  const isChanged = text !== plan.dockerfileText;
  report({ type: 'note', message: `${plan.tag}: building ${action.context}` });
  try {
    const id = await buildOnEngine({
      client,
      tag: plan.tag,
      context: tarOf(plan.files, isChanged ? [{ path: rewrittenName, content: text }] : []),
      dockerfile: isChanged ? rewrittenName : action.dockerfile,
      args: action.args,
      ...(action.anew === true ? { anew: true } : {}),
      labels: { [buildLabel]: action.repository },
      ...(action.target === undefined ? {} : { target: action.target }),
      ...(action.platform === undefined ? {} : { platform: action.platform }),
      silence: timings.buildSilence,
      signal,
      report,
    });
    await removeOldBuilds(client, action.repository, signal);
    return id;
  } catch (error) {
    if (!(error instanceof BuildFailure)) throw error;
    const at = { service, cause: error };
    if (needsBuildKit(error.message)) {
      throw new StackyardError('UNSUPPORTED', `The Dockerfile of ${service} uses what only BuildKit knows: ${oneLine(error.message)}`, {
        ...at,
        hint: `Build it yourself (docker buildx build -t NAME ${action.context}) and set \`image: NAME\`, or leave out heredocs, RUN --mount and COPY --chmod.`,
      });
    }
    throw new StackyardError('IMAGE_UNAVAILABLE', `The image of ${service} could not be built, in ${oneLine(error.step)}: ${oneLine(error.message)}`, { ...at, hint: `Correct ${action.dockerfile} in ${action.context}; the builder's own words are above.` });
  }
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 600 ? `…${line.slice(-600)}` : line;
}
