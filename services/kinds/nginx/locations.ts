import { trimmed, type PlannedRoute } from '../route-plan.ts';
import type { Target } from '../route-target.ts';
import { nextUpstream, retryStatuses, timeouts } from './upstream.ts';

export interface LocationInput {
  readonly route: PlannedRoute;
  readonly target: Target;
  /** Name of the replica that a request sticks to, with a variable; undefined where none does. */
  readonly replicaName: string | undefined;
}

type Lines = readonly string[];

const block = (head: string, lines: Lines): Lines => [`${head} {`, ...lines.map((line) => `  ${line}`), '}'];

/** `/api` matches `/api` and `/api/…`, but not `/apix`. */
export function locationsOf(input: LocationInput): Lines {
  const { route } = input;
  const prefix = trimmed(route.prefix);
  const heads = prefix === '' ? ['location /'] : [`location = ${prefix}`, `location ^~ ${prefix}/`];
  const first = [...limitOf(route), ...attempt(input, 0), ...rewriteOf(route)];
  // A status can only be looked at for all methods or none, and a POST that was answered must not be sent twice.
  const divert = looksAtStatus(input) ? [`error_page 418 = @route_${route.index}_once;`, 'if ($changes_things) { return 418; }'] : [];
  const once = [...limitOf(route), ...attempt({ ...input, route: { ...route, retries: 0 } }, 0), ...rewriteOf(route)];
  return [
    ...heads.flatMap((head) => block(head, [...divert, ...first])),
    ...(divert.length === 0 ? [] : block(`location @route_${route.index}_once`, once)),
    ...Array.from({ length: chainLength(input) }, (_, index) =>
      // What may have reached an upstream is sent again only where the method allows it.
      block(`location @route_${route.index}_${index + 1}`, ['if ($sent_for_good) { return 502; }', ...attempt(input, index + 1)]),
    ).flat(),
  ];
}

/** Attempts after the first where nginx has no other address to try: it never asks one address twice by itself. */
function chainLength({ route, target, replicaName }: LocationInput): number {
  if (replicaName !== undefined) return 1;
  return target.service.scale > 1 ? 0 : (route.retries ?? 0);
}

function looksAtStatus(input: LocationInput): boolean {
  return input.replicaName === undefined && chainLength(input) > 0 && retryStatuses(input.route).length > 0;
}

function attempt(input: LocationInput, number: number): Lines {
  const { route, target, replicaName } = input;
  const isSticking = replicaName !== undefined && number === 0;
  const next = number < chainLength(input) ? `@route_${route.index}_${number + 1}` : undefined;
  // 502 and 504 are nginx's own words for an upstream that cannot be reached; others come from the upstream.
  const codes = [...new Set([502, 504, ...(looksAtStatus(input) ? retryStatuses(route) : [])])].toSorted((a, b) => a - b);
  return [
    ...(next === undefined ? [] : [`error_page ${codes.join(' ')} = ${next};`]),
    ...(next === undefined || !looksAtStatus(input) ? [] : ['proxy_intercept_errors on;']),
    ...(route.sticky?.by === 'cookie' && replicaName !== undefined ? [`add_header Set-Cookie $sticky_cookie_${route.index} always;`] : []),
    ...(isSticking || target.service.scale === 1 ? [] : nextUpstream(route)),
    ...timeouts(route),
    ...(route.websocket === true ? ['set $proxy_upgrade $http_upgrade;', 'set $proxy_connection $connection_upgrade;'] : []),
    ...passTo(target, isSticking ? replicaName : undefined),
  ];
}

/** A name in a variable is looked up when it is needed, so that a missing upstream never stops nginx. The resolver does not
 * read /etc/hosts though, where the name of this machine stands. */
function passTo({ host, port, service }: Target, replicaName: string | undefined): Lines {
  const authority = `${replicaName ?? host}:${port}`;
  return service.type === 'process' ? [`proxy_pass http://${authority};`] : [`set $upstream http://${authority};`, 'proxy_pass $upstream;'];
}

/** Requests of all clients together; a moment's surplus passes without delay. */
function limitOf({ rateLimit, index }: PlannedRoute): Lines {
  if (rateLimit === undefined) return [];
  const burst = rateLimit.burst ?? rateLimit.requestsPerSecond;
  return [`limit_req zone=route_${index}${burst === 0 ? '' : ` burst=${burst} nodelay`};`, 'limit_req_status 429;', 'error_page 429 = @too_many_requests;'];
}

/** Comes last: `break` also passes over every `set` that follows it. */
function rewriteOf({ prefix, rewrite }: PlannedRoute): Lines {
  if (rewrite === undefined) return [];
  const pattern = trimmed(prefix).replaceAll(/[.+]/g, String.raw`\$&`);
  return [`rewrite ^${pattern}/?(.*)$ ${trimmed(rewrite)}/$1 break;`];
}
