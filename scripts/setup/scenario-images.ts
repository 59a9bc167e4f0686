import { homedir } from 'node:os';
import { join } from 'node:path';
import { connectEngine } from '../../services/engine/client/index.ts';
import { cacheDirectory } from '../../services/engine/images/directories.ts';
import { provideBase } from '../../services/engine/images/offline/base.ts';
import { provideOffline, withPrepare, type OfflineOptions } from '../../services/engine/images/offline/offline.ts';
import { loadRecipes } from '../../services/engine/images/recipes.ts';
import { defaultTimings } from '../../services/engine/images/types.ts';
import type { EngineClient } from '../../services/engine/types.ts';

/** Built where they are not there: by the product's own recipes, so a bare machine can run the scenarios. */
const recipesUsed = ['redis', 'rabbitmq'] as const;

async function tag(client: EngineClient, reference: string, repository: string): Promise<void> {
  await client.call({ method: 'POST', path: `/images/${encodeURIComponent(reference)}/tag`, query: { repo: repository, tag: 'dev' }, deadline: 30_000 });
}

/** Gives the scenarios their images under names of their own: `local/debian:dev`, `local/redis:dev`, `local/rabbitmq:dev`. */
export async function provideScenarioImages(): Promise<void> {
  await using client = await connectEngine({ environment: process.env, homeDirectory: homedir(), platform: process.platform });
  const options: OfflineOptions = {
    client,
    recipes: await loadRecipes(join(import.meta.dirname, '..', '..', 'resources', 'images')),
    cache: cacheDirectory({ environment: process.env }),
    environment: process.env,
    timings: defaultTimings,
    signal: AbortSignal.timeout(30 * 60_000),
    report: (item) => {
      if (item.type === 'note') process.stderr.write(`stackyard: ${item.message}\n`);
    },
  };
  await tag(client, await provideBase(withPrepare(options)), 'local/debian');
  for (const id of recipesUsed) {
    const recipe = options.recipes.find(id);
    if (recipe === undefined) throw new Error(`resources/images has no recipe ${id}`);
    await tag(client, (await provideOffline(recipe, options)).reference, `local/${id}`);
  }
}
