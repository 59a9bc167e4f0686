import { milliseconds } from '../duration.ts';
import type { PlannedRoute } from '../route-plan.ts';
import type { Target } from '../route-target.ts';

/** Name of the variable that holds the replica's number. */
export const replicaVariable = (route: PlannedRoute): string => `$replica_${route.index}`;

/**
 * The replica follows from a hash of the key. Without a key (no such header, no cookie yet) each request goes its own way, and a
 * cookie is handed out that leads back to it.
 */
export function stickyMaps(route: PlannedRoute, target: Target): readonly string[] {
  const { sticky, index } = route;
  const { scale } = target.service;
  if (sticky === undefined || scale < 2) return [];
  const key = `$sticky_${index}`;
  const source = sticky.by === 'address' ? '$remote_addr' : sticky.by === 'header' ? `$http_${sticky.name.toLowerCase().replaceAll('-', '_')}` : `$cookie_${sticky.name}`;
  const share = (Math.floor(10_000 / scale) / 100).toFixed(2);
  return [
    `map ${source} ${key} { default ${source}; "" $request_id; }`,
    ...(sticky.by === 'cookie' ? [`map ${source} $sticky_cookie_${index} { default ""; "" "${sticky.name}=$request_id; Path=/; HttpOnly; SameSite=Lax${ageOf(sticky.ttl)}"; }`] : []),
    `split_clients "${key}" ${replicaVariable(route)} {`,
    ...Array.from({ length: scale - 1 }, (_, replica) => `  ${share}% ${replica + 1};`),
    `  * ${scale};`,
    '}',
  ];
}

function ageOf(ttl: string | undefined): string {
  return ttl === undefined ? '' : `; Max-Age=${Math.max(1, Math.round(milliseconds(ttl) / 1000))}`;
}
