import type { Route } from '../contract/routes.ts';
import type { ContainerService } from '../topology/types.ts';
import { routeFault } from './route-fault.ts';

/** A route whose words are safe to write into a config file, with its defaults. */
export type PlannedRoute = Route & {
  readonly prefix: string;
  /** Counts from 0 in the order of the stack file; a stable name for zones and descriptors. */
  readonly index: number;
};

/** One host with every route that holds for it, the longest prefix first. `*` is any host. */
export interface VirtualHost {
  readonly host: string;
  readonly routes: readonly PlannedRoute[];
}

/** No quote, brace, semicolon, dollar, percent, blank or line break: none of them can end a word of a config file. */
const safePath = /^\/[A-Za-z0-9._~@:+,=/-]*$/;
const safeHost = /^(\*\.)?(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;
const safeHeader = /^[A-Za-z][A-Za-z0-9-]{0,99}$/;
const safeCookie = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

/** Throws INVALID_STACK for a host, path or name with characters that a proxy's config cannot hold. */
export function planRoutes(service: ContainerService): readonly VirtualHost[] {
  const routes = service.routes.map((route, index) => checked(route, index, service));
  const hosts = [...new Set(routes.map(({ host }) => host?.toLowerCase() ?? '*')), ...(routes.length === 0 ? ['*'] : [])];
  return hosts.map((host) => ({ host, routes: routesFor(host, routes) }));
}

function checked(route: Route, index: number, service: ContainerService): PlannedRoute {
  const refuse = (what: string, value: string, hint: string): never => {
    throw routeFault({ service: service.name, path: ['routes', index, ...what.split('.')], message: `services.${service.name}.routes[${index}].${what}: ${JSON.stringify(value)} cannot stand in a proxy's config.`, hint });
  };
  const prefix = route.prefix ?? '/';
  for (const [what, path] of [['prefix', prefix], ['rewrite', route.rewrite], ['healthCheck.path', route.healthCheck?.path]] as const) {
    if (path !== undefined && !safePath.test(path)) refuse(what, path, 'Use letters, digits and . _ ~ @ : + , = - / only.');
  }
  if (route.host !== undefined && !safeHost.test(route.host)) refuse('host', route.host, 'Write a host name such as shop.localhost or *.shop.localhost, without a port.');
  const { sticky } = route;
  if (sticky?.by === 'header' && !safeHeader.test(sticky.name)) refuse('sticky.name', sticky.name, 'Write a header name of letters, digits and hyphens.');
  if (sticky?.by === 'cookie' && !safeCookie.test(sticky.name)) refuse('sticky.name', sticky.name, 'Write a cookie name of letters, digits and underscores.');
  return { ...route, prefix, index };
}

/** A route without host holds for every host; of two with one prefix that of the more exact host wins. */
function routesFor(host: string, routes: readonly PlannedRoute[]): readonly PlannedRoute[] {
  const byPrefix = new Map<string, PlannedRoute>();
  const fitting = routes.filter((route) => covers(route.host?.toLowerCase() ?? '*', host)).toSorted((a, b) => exactness(a) - exactness(b));
  for (const route of fitting) byPrefix.set(trimmed(route.prefix), route);
  return [...byPrefix.values()].toSorted((a, b) => trimmed(b.prefix).length - trimmed(a.prefix).length || a.index - b.index);
}

function covers(pattern: string, host: string): boolean {
  return pattern === '*' || pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
}

function exactness({ host }: Route): number {
  return host === undefined ? 0 : host.startsWith('*.') ? host.length : 1_000;
}

/** `/api/` and `/api` are one prefix; `/` becomes the empty text. */
export function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}
