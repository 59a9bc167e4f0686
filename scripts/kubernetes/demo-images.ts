import { openCore } from '../../services/core/index.ts';
import { projectRoot } from '../setup/stackyard.ts';

/** Names that the manifests of the demo have for its own builds, and for the image of the programs that run before a service. */
const builtNames: Readonly<Record<string, string>> = { api: 'registry.example.com/shop/api:1.0.0', worker: 'registry.example.com/shop/worker:1.0.0' };
const toolImage = 'docker.io/library/node:24-alpine';

/** The images of the demo, present or else built: name in the manifests → image of the local engine. */
export async function provideDemoImages({ demo, home, say }: { readonly demo: string; readonly home: string; readonly say: (message: string) => void }): Promise<Readonly<Record<string, string>>> {
  await using core = await openCore({ environment: { ...process.env, STACKYARD_HOME: home }, resourcesDirectory: projectRoot });
  for await (const item of core.provideImages({ file: demo })) if (item.type === 'note') say(item.message);
  const found: Record<string, string> = {};
  for (const { service, wanted, used } of await core.images({ file: demo })) {
    if (used === undefined) throw new Error(`${service} has no image here`);
    found[builtNames[service] ?? wanted] = used;
    // The api's image has the Node that these programs need.
    if (service === 'api') found[toolImage] = used;
  }
  return found;
}
