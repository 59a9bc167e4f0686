/** Who may ask: anyone on this machine behind the gate; who holds the one-use word of a link; who holds a token. */
type Access = 'open' | 'start' | 'token';

interface Route {
  readonly path: string;
  readonly methods: readonly string[];
  readonly access: Access;
  readonly upgrade?: boolean;
  /** Takes a JSON body. */
  readonly body?: boolean;
}

const reading = ['GET', 'HEAD'] as const;

/** All that the server answers beside pages. What is not here is a page when it is only read, and nothing otherwise. */
export const routes = [
  { path: '/health', methods: reading, access: 'open' },
  /** Swaps the one-use word of a link for a token; tells it again to the page whose answer was lost. */
  { path: '/session', methods: ['POST'], access: 'start', body: true },
  /** Whether a token is still good: a WebSocket that was refused does not say why. */
  { path: '/token', methods: reading, access: 'token' },
  /** A new link, for another tab or another `stackyard ui`. */
  { path: '/links', methods: ['POST'], access: 'token' },
  { path: '/rpc', methods: ['GET'], access: 'token', upgrade: true },
] as const satisfies readonly Route[];

const page = { path: '*', methods: reading, access: 'open' } as const satisfies Route;

export type FoundRoute = (typeof routes)[number] | typeof page;

export interface Asked {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly upgrade: boolean;
}

/** undefined: there is nothing, and only who holds a token is told so. */
export function findRoute({ method, url, upgrade }: Asked): FoundRoute | undefined {
  const path = url.split('?', 1)[0] ?? '';
  const known: readonly (Route & FoundRoute)[] = routes;
  const route = known.find((each) => each.path === path);
  if (route !== undefined) return (route.methods as readonly string[]).includes(method) && (route.upgrade ?? false) === upgrade ? route : undefined;
  return (reading as readonly string[]).includes(method) && !upgrade ? page : undefined;
}
