import type { EngineClient } from '../types.ts';
import { formatReference, parseReference } from './reference.ts';

export interface PresentImage {
  readonly id: string;
  readonly digests: readonly string[];
  readonly sizeBytes: number;
}

/** What the engine has, from one call. */
export interface PresentImages {
  /** By tag (`redis:8`, `redis` means `redis:latest`), by `name@digest`, or by id. */
  find(reference: string): PresentImage | undefined;
  /** Any image with this content, whatever its name. */
  withDigest(digest: string): { readonly image: PresentImage; readonly reference: string } | undefined;
}

interface ListedImage {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RepoDigests?: readonly string[] | null;
  readonly Size?: number;
}

export async function presentImages(client: EngineClient, signal?: AbortSignal): Promise<PresentImages> {
  const listed = await client.call<readonly ListedImage[]>({ method: 'GET', path: '/images/json', ...(signal === undefined ? {} : { signal }) });
  return indexImages(listed);
}

export function indexImages(listed: readonly ListedImage[]): PresentImages {
  const byName = new Map<string, PresentImage>();
  const byDigest = new Map<string, { readonly image: PresentImage; readonly reference: string }>();
  for (const { Id: id, RepoTags, RepoDigests, Size = 0 } of listed) {
    const references = (RepoDigests ?? []).filter((each) => !each.startsWith('<none>'));
    const image = { id, digests: references.map((each) => each.slice(each.indexOf('@') + 1)), sizeBytes: Size };
    byName.set(id, image);
    for (const tag of RepoTags ?? []) if (tag !== '<none>:<none>') byName.set(formatReference(parseReference(tag)), image);
    for (const reference of references) {
      byName.set(formatReference(parseReference(reference)), image);
      byDigest.set(reference.slice(reference.indexOf('@') + 1), { image, reference });
    }
  }
  return {
    find: (reference) => {
      if (reference.startsWith('sha256:')) return byName.get(reference);
      const parsed = parseReference(reference);
      // `name:tag@digest`: the digest decides, as it does for the engine.
      return byName.get(formatReference(parsed.digest === undefined ? parsed : { ...(parsed.host === undefined ? {} : { host: parsed.host }), path: parsed.path, digest: parsed.digest }));
    },
    withDigest: (digest) => byDigest.get(digest),
  };
}
