import { StackyardError } from '../../../contract/errors.ts';
import type { EngineClient } from '../../types.ts';

/** On every image that we build from a user's folder: its repository. Only what carries it is ever removed. */
export const buildLabel = 'dev.stackyard.build';

/** The newest builds of a service that stay, for a step back. */
const kept = 3;

/** Every change of a folder makes another tag: older ones go, except those that a container uses. */
export async function removeOldBuilds(client: EngineClient, repository: string, signal: AbortSignal): Promise<void> {
  const filters = { label: { [`${buildLabel}=${repository}`]: true } };
  const builds = await client.call<readonly { readonly Created: number; readonly RepoTags?: readonly string[] | null }[]>({ method: 'GET', path: '/images/json', query: { filters }, signal });
  const tags = builds.toSorted((a, b) => b.Created - a.Created).flatMap(({ RepoTags }) => (RepoTags ?? []).filter((tag) => tag.startsWith(`${repository}:`)));
  for (const tag of tags.slice(kept)) {
    try {
      await client.call({ method: 'DELETE', path: `/images/${tag}`, signal });
    } catch (error) {
      // In use by a container, or gone already: both are fine.
      if (!(error instanceof StackyardError) || !['CONFLICT', 'NOT_FOUND', 'IMAGE_UNAVAILABLE'].includes(error.code)) throw error;
    }
  }
}
