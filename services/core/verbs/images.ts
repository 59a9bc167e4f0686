import type { ServiceSelection } from '../../contract/core.ts';
import type { ImageView, Progress } from '../../contract/results.ts';
import { namedServices, withUsed } from '../../engine/index.ts';
import { chooseImages, listImages, provideImage } from '../../engine/images/index.ts';
import { imageDeps } from '../image-deps.ts';
import { merged } from '../merged.ts';
import type { Prepared } from '../prepare.ts';
import type { Session } from '../session.ts';

export async function images(session: Session, file: string): Promise<readonly ImageView[]> {
  const topology = await session.load(file);
  return listImages(topology, imageDeps(session, await session.engine()));
}

/** Pulls or builds what is not there, several images at once; each one's progress as it comes. */
export async function* provideImages(session: Session, options: ServiceSelection & { readonly pull?: boolean; readonly rebuild?: boolean }, signal: AbortSignal): AsyncGenerator<Progress> {
  const topology = await session.load(options.file);
  const { services = [] } = options;
  const selected = namedServices(Object.keys(topology.services), services.length === 0 ? undefined : services);
  const deps = imageDeps(session, await session.engine());
  const choices = Object.values(await chooseImages(topology, { ...deps, renew: options.pull === true, rebuild: options.rebuild === true })).filter(({ service }) => selected.has(service));
  const missing = choices.filter(({ action }) => action.type !== 'none');
  yield* merged<Progress>(missing.map((choice) => async (report) => {
    const provided = await provideImage(choice, { ...deps, signal, report });
    report({ type: 'note', message: `${choice.service} runs ${provided.reference} (${provided.source})` });
  }));
}

/**
 * Pulls again what is there from a registry, each image once; the planner then sees which content changed. Images that are
 * missing are left to the plan, and own builds are not renewed.
 */
export async function* renewImages({ session, client, topology }: Pick<Prepared, 'session' | 'client' | 'topology'>, { only, signal }: { readonly only?: readonly string[]; readonly signal: AbortSignal }): AsyncGenerator<Progress> {
  const deps = imageDeps(session, client);
  const uses = Object.fromEntries(Object.values(topology.services).map((service) => [service.name, service.uses]));
  const selected = new Set(withUsed(namedServices(Object.keys(topology.services), only), uses));
  const choices = Object.values(await chooseImages(topology, { ...deps, renew: true }));
  const renewable = new Map(choices.flatMap((choice) => (selected.has(choice.service) && choice.action.type === 'pull' && choice.action.present !== undefined ? [[choice.wanted, choice] as const] : [])));
  yield* merged<Progress>([...renewable.values()].map((choice) => async (report) => void (await provideImage(choice, { ...deps, signal, report }))));
}
