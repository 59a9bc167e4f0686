import type { IncomingHttpHeaders } from 'node:http';
import { findRoute, type FoundRoute } from './routes.ts';

export interface Knock {
  readonly method: string;
  readonly url: string;
  readonly upgrade: boolean;
  readonly peer: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** As they came, name and value in turn: of two `host` only the first is in `headers`. */
  readonly rawHeaders: readonly string[];
}

export interface Door {
  readonly port: number;
  readonly accepts: (token: string) => boolean;
}

export type Verdict = { readonly route: FoundRoute } | { readonly status: 400 | 401 | 403 | 404 | 413 | 415; readonly reason: string };

export const longestBodyBytes = 4_096;

const isLoopback = (address: string | undefined): boolean => address !== undefined && /^(::ffff:)?127\./.test(address);
const refuse = (status: 400 | 401 | 403 | 404 | 413 | 415, reason: string): Verdict => ({ status, reason });

/** In a header; a browser cannot set one on a WebSocket, so there it is the word beside the subprotocol. Never in the address. */
function tokenOf({ headers, upgrade }: Knock): string | undefined {
  const bearer = /^Bearer ([\w-]+)$/.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined || !upgrade) return bearer;
  return /(?:^|,)\s*stackyard\.([\w-]+)\s*(?:,|$)/.exec(headers['sec-websocket-protocol'] ?? '')?.[1];
}

function bodyOf({ headers }: Knock): number {
  if (headers['transfer-encoding'] !== undefined) return longestBodyBytes; // its length shows while it is read
  return Number(headers['content-length'] ?? 0);
}

/**
 * One gate for every method and for upgrades, before anything is looked up. The order is fixed: where from, which name was dialled (a
 * page of another name that was pointed here has that name), which page asks, who asks, and how much.
 */
export function judge(knock: Knock, door: Door): Verdict {
  const { headers, rawHeaders, url } = knock;
  const own = `127.0.0.1:${door.port}`;
  if (!isLoopback(knock.peer)) return refuse(403, 'not from this machine');
  if (headers.host !== own || rawHeaders.filter((each, index) => index % 2 === 0 && each.toLowerCase() === 'host').length !== 1) return refuse(403, 'asked under another name');
  if (headers.origin !== undefined && headers.origin !== `http://${own}`) return refuse(403, 'asked by another page');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return refuse(403, 'asked by another page');
  const route = findRoute(knock);
  if (route?.access !== 'open' && route?.access !== 'start') {
    const token = tokenOf(knock);
    if (token === undefined || !door.accepts(token)) return refuse(401, 'no valid token');
  }
  // A target with a host in it, or one that starts with two slashes, names something else than a path of ours.
  if (!url.startsWith('/') || url.startsWith('//')) return refuse(400, 'not a path');
  if (route === undefined) return refuse(404, 'there is nothing');
  const body = bodyOf(knock);
  if (!Number.isSafeInteger(body) || body > longestBodyBytes) return refuse(413, 'the body is too long');
  if ('body' in route ? !/^application\/json(;|$)/.test(headers['content-type'] ?? '') : body > 0) return refuse(415, 'a body of another kind than this takes');
  return { route };
}
