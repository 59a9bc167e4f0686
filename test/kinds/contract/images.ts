import { homedir } from 'node:os';
import { connectEngine } from '../../../services/engine/index.ts';
import { chooseImages, provideImage } from '../../../services/engine/images/index.ts';
import type { Topology } from '../../../services/topology/types.ts';

/** An image for each service, as the product gets them: present, pulled, or built as a drop-in. */
export async function imagesOf(topology: Topology): Promise<ReadonlyMap<string, string>> {
  await using client = await connectEngine({ environment: process.env, homeDirectory: homedir(), platform: process.platform });
  const choices = Object.values(await chooseImages(topology, { client }));
  const references = new Map<string, string>();
  for (const choice of choices) {
    const { reference } = await provideImage(choice, { client, signal: AbortSignal.timeout(900_000), report: () => undefined });
    references.set(choice.service, reference);
  }
  return references;
}
