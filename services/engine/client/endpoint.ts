/** TLS for a `tcp` endpoint. Paths are read when connecting; a missing client certificate is fine, a missing path is not. */
export interface EndpointTls {
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly verify: boolean;
}

export type Endpoint =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: EndpointTls }
  | { readonly kind: 'ssh'; readonly host: string; readonly port?: number; readonly user?: string };

/**
 * Reads an address as DOCKER_HOST and contexts write it: `unix://`, `npipe://`, `tcp://`, `http(s)://`, `ssh://`, `host:port` or a bare path.
 * Returns undefined when it is none of these.
 */
export function parseAddress(address: string, tls?: EndpointTls): Endpoint | undefined {
  const text = address.trim();
  if (text.startsWith('unix://')) return { kind: 'socket', path: text.slice(7) || '/var/run/docker.sock' };
  if (text.startsWith('npipe://')) return { kind: 'socket', path: normalizePipe(text.slice(8)) };
  if (text.startsWith('/')) return { kind: 'socket', path: text };
  if (text.startsWith('\\\\.\\pipe\\')) return { kind: 'socket', path: text };
  return parseNetworkAddress(text.includes('://') ? text : `tcp://${text}`, tls);
}

/** `npipe:////./pipe/x` holds `//./pipe/x`, which Node must be given as `\\.\pipe\x` (docker/node-sdk #70). */
function normalizePipe(path: string): string {
  const name = path.replaceAll('\\', '/').replace(/^\/*\.?\/*pipe\//u, '');
  return `\\\\.\\pipe\\${name || 'docker_engine'}`;
}

function parseNetworkAddress(text: string, tls?: EndpointTls): Endpoint | undefined {
  const [scheme = ''] = text.split('://', 1);
  // A non-special scheme keeps every port; `http:` would drop 80.
  const url = URL.parse(text.replace(/^[a-z]+:/u, 'engine:'));
  if (url === null || url.hostname === '' || !/^[\w.:[\]%-]+$/u.test(url.hostname) || url.hostname.startsWith('-')) return undefined;
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const port = url.port === '' ? undefined : Number(url.port);
  switch (scheme) {
    case 'tcp':
    case 'http':
      return { kind: 'tcp', host, port: port ?? (tls === undefined ? 2375 : 2376), ...(tls === undefined ? {} : { tls }) };
    case 'https':
      return { kind: 'tcp', host, port: port ?? 2376, tls: tls ?? { verify: true } };
    case 'ssh': {
      const user = decodeURIComponent(url.username);
      if (user.startsWith('-')) return undefined;
      return { kind: 'ssh', host, ...(port === undefined ? {} : { port }), ...(user === '' ? {} : { user }) };
    }
    default:
      return undefined;
  }
}

export function describeEndpoint(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'socket':
      return endpoint.path;
    case 'tcp':
      return `${endpoint.tls === undefined ? 'tcp' : 'https'}://${bracketed(endpoint.host)}:${endpoint.port}`;
    case 'ssh':
      return `ssh://${endpoint.user === undefined ? '' : `${endpoint.user}@`}${bracketed(endpoint.host)}${endpoint.port === undefined ? '' : `:${endpoint.port}`}`;
  }
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
