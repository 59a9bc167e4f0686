import type { ServiceSelection } from '../../contract/core.ts';
import type { ImageView, Progress } from '../../contract/results.ts';
import { chooseImages, listImages, provideImage } from '../../engine/images/index.ts';
import { imageDeps } from '../image-deps.ts';
import { merged } from '../merged.ts';
import type { Session } from '../session.ts';

export async function images(session: Session, file: string): Promise<readonly ImageView[]> {
  const topology = await session.load(file);
  return listImages(topology, imageDeps(session, await session.engine()));
}

/** Pulls or builds what is not there, several images at once; each one's progress as it comes. */
export async function* provideImages(session: Session, options: ServiceSelection & { readonly pull?: boolean; readonly rebuild?: boolean }, signal: AbortSignal): AsyncGenerator<Progress> {
  const topology = await session.load(options.file);
  const deps = imageDeps(session, await session.engine());
  const choices = Object.values(await chooseImages(topology, { ...deps, renew: options.pull === true, rebuild: options.rebuild === true })).filter(({ service }) => options.services === undefined || options.services.length === 0 || options.services.includes(service));
  const missing = choices.filter(({ action }) => action.type !== 'none');
  yield* merged<Progress>(missing.map((choice) => async (report) => {
    const provided = await provideImage(choice, { ...deps, signal, report });
    report({ type: 'note', message: `${choice.service} runs ${provided.reference} (${provided.source})` });
  }));
}
