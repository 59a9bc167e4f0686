/** An image reference in its parts; `name` is as short as Docker shows it (`redis`, not `docker.io/library/redis`). */
export interface ImageReference {
  /** Registry host with port; absent for Docker Hub. */
  readonly host?: string;
  /** Name without the host: `redis`, `minio/minio`. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

export function parseReference(text: string): ImageReference {
  const [named = '', digest] = text.split('@', 2);
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  const name = tagged ? named.slice(0, colon) : named;
  const tag = tagged ? named.slice(colon + 1) : digest === undefined ? 'latest' : undefined;
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || first.includes('.') || first.includes(':');
  const host = !isHost || first === 'docker.io' || first === 'index.docker.io' ? undefined : first;
  const rest = isHost ? name.slice(slash + 1) : name;
  return {
    ...(host === undefined ? {} : { host }),
    path: host === undefined && rest.startsWith('library/') ? rest.slice('library/'.length) : rest,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Name with the host, without tag and digest. */
export function repositoryOf({ host, path }: ImageReference): string {
  return host === undefined ? path : `${host}/${path}`;
}

/** The form in which the engine lists the image. */
export function formatReference(reference: ImageReference): string {
  const { tag, digest } = reference;
  return `${repositoryOf(reference)}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/**
 * Where to look for an image, best first. With a registry set, a name without a host is looked for there, as it is and
 * (since mirrors of Docker Hub keep the namespace) under `library/`.
 */
export function candidates(wanted: string, registry: string | undefined): readonly string[] {
  const parsed = parseReference(wanted);
  if (registry === undefined || registry === '' || parsed.host !== undefined) return [formatReference(parsed)];
  const prefix = registry.replace(/^https?:\/\//u, '').replace(/\/+$/u, '');
  const paths = parsed.path.includes('/') ? [parsed.path] : [parsed.path, `library/${parsed.path}`];
  return paths.map((path) => `${prefix}/${formatReference({ ...parsed, path })}`);
}
