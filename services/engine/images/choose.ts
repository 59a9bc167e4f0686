import { join, relative } from 'node:path';
import type { ContainerService, Topology } from '../../topology/types.ts';
import { planBuild } from './build/user-build.ts';
import { cacheDirectory } from './directories.ts';
import { readLock } from './lock-file.ts';
import type { LockedImages } from './lock-file.ts';
import { presentImages } from './present.ts';
import type { PresentImage, PresentImages } from './present.ts';
import { loadRecipes } from './recipes.ts';
import type { Recipes } from './recipes.ts';
import { candidates, formatReference, parseReference, repositoryOf } from './reference.ts';
import type { BuildAction, ImageChoice, ImageDeps, PresentInstead } from './types.ts';

export interface ChooseOptions extends ImageDeps {
  /** Registry images count as missing: they are pulled again, whatever stackyard.lock says. */
  readonly renew?: boolean;
  /** Own builds count as missing: they are built again, without the builder's cache. */
  readonly rebuild?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Which image each container service runs: present, else its drop-in that is present, else what has to be pulled or built.
 * One call to the engine; no registry is asked. Rejects with INVALID_STACK (a damaged stackyard.lock) or NOT_FOUND (no Dockerfile).
 */
export async function chooseImages(topology: Topology, options: ChooseOptions): Promise<Readonly<Record<string, ImageChoice>>> {
  const [present, lock, recipes] = await Promise.all([presentImages(options.client, options.signal), readLock(topology.directory), loadRecipes(options.recipes)]);
  const registry = registryOf(topology, options);
  const chooser: Chooser = { topology, present, lock, recipes, memory: contextMemory(options), renew: options.renew === true, rebuild: options.rebuild === true, ...(registry === undefined ? {} : { registry }) };
  const services = Object.values(topology.services).filter((service) => service.type === 'container');
  const choices = await Promise.all(services.map((service) => choose(service, chooser)));
  return Object.fromEntries(choices.map((choice) => [choice.service, choice]));
}

export function registryOf(topology: Pick<Topology, 'registry'>, { environment = process.env }: Pick<ImageDeps, 'environment'>): string | undefined {
  const registry = topology.registry ?? environment['STACKYARD_REGISTRY'];
  return registry === '' ? undefined : registry;
}

export function contextMemory(deps: Pick<ImageDeps, 'cache' | 'environment'>): string {
  return join(cacheDirectory(deps), 'contexts');
}

interface Chooser {
  readonly topology: Topology;
  readonly present: PresentImages;
  readonly lock: LockedImages;
  readonly recipes: Recipes;
  readonly memory: string;
  readonly renew: boolean;
  readonly rebuild: boolean;
  readonly registry?: string;
}

type RegistrySource = Extract<ContainerService['image'], { readonly from: 'registry' }>;
type BuildSource = Extract<ContainerService['image'], { readonly from: 'build' }>;

async function choose(service: ContainerService, chooser: Chooser): Promise<ImageChoice> {
  return service.image.from === 'build' ? chooseBuild(service, service.image, chooser) : chooseRegistry(service, service.image, chooser);
}

function common(service: ContainerService, { topology, registry }: Chooser): Pick<ImageChoice, 'service' | 'directory' | 'registry' | 'platform'> {
  return { service: service.name, directory: topology.directory, ...(registry === undefined ? {} : { registry }), ...(service.platform === undefined ? {} : { platform: service.platform }) };
}

function chooseRegistry(service: ContainerService, source: RegistrySource, chooser: Chooser): ImageChoice {
  const { present, lock, recipes, registry } = chooser;
  const parsed = parseReference(source.reference);
  const wanted = formatReference(parsed);
  // A digest in the stack file names one content for ever.
  const renew = chooser.renew && parsed.digest === undefined;
  const base = { ...common(service, chooser), wanted };
  const references = candidates(wanted, registry);
  const digest = lock[wanted];
  const found = findPresent([...references, wanted], { present, digest });
  if (found !== undefined && !renew) return { ...base, ...found, source: 'present', action: { type: 'none' } };
  const recipe = source.offline === undefined ? undefined : recipes.find(source.offline);
  const dropIn = recipe === undefined ? undefined : present.find(recipe.tag);
  if (recipe !== undefined && dropIn !== undefined && !renew) {
    return { ...base, reference: recipe.tag, id: dropIn.id, sizeBytes: dropIn.sizeBytes, source: 'offline', note: `${service.name} runs ${recipe.title} ${recipe.version}, built here, instead of ${wanted}`, action: { type: 'none' } };
  }
  const fallback = recipe === undefined ? '' : `; where that is impossible, ${recipe.title} ${recipe.version} is built here`;
  const dropInInstead = recipe === undefined || dropIn === undefined ? undefined : { reference: recipe.tag, id: dropIn.id, source: 'offline' as const, title: `${recipe.title} ${recipe.version}` };
  const instead: PresentInstead | undefined = found === undefined ? dropInInstead : { reference: found.reference, id: found.id, source: 'present', ...(found.digest === undefined ? {} : { digest: found.digest }) };
  const locked = renew || digest === undefined ? {} : { digest };
  return {
    ...base,
    reference: references[0] ?? wanted,
    source: 'missing',
    cause: renew ? `${wanted} is renewed` : `${wanted} is not present and is pulled${fallback}`,
    ...locked,
    action: { type: 'pull', references, ...locked, ...(service.platform === undefined ? {} : { platform: service.platform }), ...(recipe === undefined ? {} : { offline: recipe.id }), ...(instead === undefined ? {} : { present: instead }) },
  };
}

/** A locked digest decides by content; an image that was built or loaded here has no digest and is taken by its name. */
function findPresent(references: readonly string[], { present, digest }: { readonly present: PresentImages; readonly digest: string | undefined }): (Pick<ImageChoice, 'reference' | 'digest' | 'sizeBytes'> & { readonly id: string }) | undefined {
  for (const reference of references) {
    const image = present.find(reference);
    if (image === undefined) continue;
    if (digest === undefined || image.digests.length === 0 || image.digests.includes(digest)) return { reference, ...described(image, digest) };
  }
  const same = digest === undefined ? undefined : present.withDigest(digest);
  return same === undefined ? undefined : { reference: same.reference, ...described(same.image, digest) };
}

function described(image: PresentImage, digest = image.digests[0]): Pick<ImageChoice, 'id' | 'digest' | 'sizeBytes'> & { readonly id: string } {
  return { id: image.id, sizeBytes: image.sizeBytes, ...(digest === undefined ? {} : { digest }) };
}

async function chooseBuild(service: ContainerService, source: BuildSource, chooser: Chooser): Promise<ImageChoice> {
  const { topology, present, recipes, memory, rebuild } = chooser;
  const action: BuildAction = {
    type: 'build',
    context: source.context,
    dockerfile: source.dockerfile,
    args: source.args,
    repository: repositoryOf(parseReference(`stackyard/${topology.name}-${service.name}`)),
    ...(rebuild ? { anew: true } : {}),
    ...(source.target === undefined ? {} : { target: source.target }),
    ...(service.platform === undefined ? {} : { platform: service.platform }),
  };
  const shown = relative(topology.directory, source.context) || '.';
  const { tag, sources } = await planBuild(action, { present, recipes, memory, service: service.name });
  const base = { ...common(service, chooser), wanted: `build ${shown.startsWith('.') ? shown : `./${shown}`}`, reference: tag, source: 'build' as const };
  const found = rebuild ? undefined : present.find(tag);
  if (found !== undefined) return { ...base, ...described(found), action: { type: 'none' } };
  const bases = sources.filter(({ from }) => from !== 'present').map(({ image }) => image);
  return { ...base, cause: `${shown} ${rebuild ? 'is built anew' : 'changed or was never built'}${bases.length === 0 ? '' : `; ${bases.join(', ')} ${bases.length === 1 ? 'is' : 'are'} provided first`}`, action };
}
