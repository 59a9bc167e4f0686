import type { ImageView } from '../../contract/results.ts';
import type { Topology } from '../../topology/types.ts';
import { chooseImages } from './choose.ts';
import type { ChooseOptions } from './choose.ts';

/** What `stackyard images` prints, in the order of the file. Asks the engine once and no registry. */
export async function listImages(topology: Topology, options: ChooseOptions): Promise<readonly ImageView[]> {
  const choices = await chooseImages(topology, options);
  return Object.values(choices).map(({ service, wanted, reference, id, source, digest, sizeBytes }) => ({
    service,
    wanted,
    source: source === 'build' && id === undefined ? 'missing' : source,
    ...(id === undefined ? {} : { used: reference }),
    ...(digest === undefined ? {} : { digest }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  }));
}
