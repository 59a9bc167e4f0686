import type { ContainerService, Text, Topology } from '../../topology/types.ts';
import { planRoutes, type PlannedRoute, type VirtualHost } from '../route-plan.ts';
import { targetOf, type Target } from '../route-target.ts';
import { clusterOf } from './cluster.ts';
import { compressor, localRateLimit } from './filters.ts';
import { admin, adminCluster, healthListener, listener } from './listeners.ts';
import { routesOf } from './route.ts';
import { typed, type JsonObject } from './typed.ts';

const accessLog = {
  time: '%START_TIME%', client: '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%', method: '%REQ(:METHOD)%', host: '%REQ(:AUTHORITY)%', path: '%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%', protocol: '%PROTOCOL%',
  status: '%RESPONSE_CODE%', bytes: '%BYTES_SENT%', milliseconds: '%DURATION%', upstream: '%UPSTREAM_HOST%', attempts: '%UPSTREAM_REQUEST_ATTEMPT_COUNT%', flags: '%RESPONSE_FLAGS%',
  requestId: '%REQ(X-REQUEST-ID)%', agent: '%REQ(USER-AGENT)%', referer: '%REQ(REFERER)%',
};

/** Envoy's configuration as JSON: data all the way, so that no text of a stack can end a string. */
export function renderEnvoy(topology: Topology, service: ContainerService): Text {
  const hosts = planRoutes(service);
  const routes = [...new Map(hosts.flatMap((host) => host.routes).map((route) => [route.index, route])).values()].toSorted((a, b) => a.index - b.index);
  const { clusters, nameOf } = clustersOf(routes, topology);
  const limit = localRateLimit(routes);
  const main = listener({
    name: 'http',
    port: service.ports['http']?.container ?? 8080,
    virtualHosts: [...hosts.map((host, index) => virtualHost(host, index, { topology, nameOf })), ...(hosts.some(({ host }) => host === '*') ? [] : [{ name: 'no-host', domains: ['*'], routes: [noRoute] }])],
    filters: [...(limit === undefined ? [] : [limit]), ...(service.options['gzip'] === false ? [] : [compressor])],
    manager: {
      use_remote_address: true,
      normalize_path: true,
      upgrade_configs: [{ upgrade_type: 'websocket', enabled: false }],
      access_log: [{ name: 'envoy.access_loggers.stdout', typed_config: typed('extensions.access_loggers.stream.v3.StdoutAccessLog', { log_format: { json_format: accessLog } }) }],
      local_reply_config: { body_format: { json_format: { error: '%LOCAL_REPLY_BODY%', status: '%RESPONSE_CODE%' } } },
    },
  });
  const health = healthListener(service.ports['health']?.container ?? 8404);
  return `${JSON.stringify({ admin, static_resources: { listeners: [main, health], clusters: [...clusters, adminCluster] } }, null, 2)}\n`;
}

interface Clusters {
  readonly clusters: readonly JsonObject[];
  readonly nameOf: (route: PlannedRoute) => string;
}

/** Routes to one target with the same settings share a cluster, and so its connections, limits and checks. */
function clustersOf(routes: readonly PlannedRoute[], topology: Topology): Clusters {
  const byContent = new Map<string, { readonly name: string; readonly cluster: JsonObject }>();
  const names = new Map<number, string>();
  const variants = new Map<string, number>();
  for (const route of routes) {
    const target = targetOf(route, topology);
    const content = JSON.stringify(clusterOf(target.name, route, target));
    const known = byContent.get(content);
    const variant = (variants.get(target.name) ?? 0) + 1;
    const name = known?.name ?? (variant === 1 ? target.name : `${target.name}#${variant}`);
    if (known === undefined) {
      byContent.set(content, { name, cluster: clusterOf(name, route, target) });
      variants.set(target.name, variant);
    }
    names.set(route.index, name);
  }
  return { clusters: [...byContent.values()].map(({ cluster }) => cluster), nameOf: (route) => names.get(route.index) ?? route.to };
}

const noRoute: JsonObject = { match: { prefix: '/' }, direct_response: { status: 404, body: { inline_string: 'no route' } } };

function virtualHost({ host, routes }: VirtualHost, index: number, { topology, nameOf }: { readonly topology: Topology; readonly nameOf: Clusters['nameOf'] }): JsonObject {
  const isShared = (target: Target): boolean => target.service.scale > 1;
  const actions = routes.flatMap((route) => routesOf(route, nameOf(route), isShared(targetOf(route, topology))));
  return { name: `host-${index}`, domains: [host], routes: [...actions, ...(routes.some(({ prefix }) => prefix === '/') ? [] : [noRoute])] };
}
