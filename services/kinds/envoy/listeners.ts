import { router } from './filters.ts';
import { typed, type JsonObject } from './typed.ts';

const address = (host: string, port: number): JsonObject => ({ socket_address: { address: host, port_value: port } });

export const ADMIN_PORT = 9901;

/** The admin interface can stop Envoy, so only Envoy itself reaches it. */
export const admin: JsonObject = { address: address('127.0.0.1', ADMIN_PORT) };

export const adminCluster: JsonObject = {
  name: 'admin',
  type: 'STATIC',
  load_assignment: { cluster_name: 'admin', endpoints: [{ lb_endpoints: [{ endpoint: { address: address('127.0.0.1', ADMIN_PORT) } }] }] },
};

export interface ListenerOptions {
  readonly name: string;
  readonly port: number;
  readonly virtualHosts: readonly JsonObject[];
  readonly filters: readonly JsonObject[];
  readonly manager: JsonObject;
}

export function listener({ name, port, virtualHosts, filters, manager }: ListenerOptions): JsonObject {
  const connections = typed('extensions.filters.network.http_connection_manager.v3.HttpConnectionManager', {
    stat_prefix: name,
    // Hosts are matched without the port that a published port adds to them.
    route_config: { name, ignore_port_in_host_matching: true, virtual_hosts: virtualHosts },
    http_filters: [...filters, router],
    ...manager,
  });
  return { name, address: address('0.0.0.0', port), filter_chains: [{ filters: [{ name: 'envoy.filters.network.http_connection_manager', typed_config: connections }] }] };
}

/** What probes and metrics need of the admin interface, and nothing else of it. */
export function healthListener(port: number): JsonObject {
  const routes = [
    { match: { path: '/livez' }, direct_response: { status: 200, body: { inline_string: 'ok\n' } } },
    { match: { path: '/readyz' }, route: { cluster: 'admin', prefix_rewrite: '/ready' } },
    { match: { path: '/metrics' }, route: { cluster: 'admin', prefix_rewrite: '/stats/prometheus' } },
  ];
  return listener({ name: 'health', port, virtualHosts: [{ name: 'health', domains: ['*'], routes }], filters: [], manager: {} });
}
