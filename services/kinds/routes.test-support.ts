import type { Route } from '../contract/routes.ts';
import type { ContainerService, ProcessService, Service, Topology } from '../topology/types.ts';

const common = {
  title: 'x', category: 'x', uses: [], routesTo: [], routes: [], bindings: {}, secrets: {}, options: {}, resources: {}, environment: {},
  ready: { by: 'running' }, readyTimeoutSeconds: 60, scale: 1, stopGraceSeconds: 15,
} as const;

const port = (container: number): Service['ports'][string] => ({ container, protocol: 'tcp', publish: { mode: 'none' } });

export function containerOf(name: string, changes: Partial<ContainerService> = {}): ContainerService {
  return {
    ...common, name, type: 'container', ports: { http: port(8080) }, image: { from: 'registry', reference: 'x' }, files: [], mounts: [], tmpfs: [], readOnly: true,
    capDrop: [], capAdd: [], noNewPrivileges: true, init: false, ulimits: {}, sysctls: {}, restart: 'no', extraHosts: [], labels: {}, ...changes,
  };
}

/** `shop` with a container, a pair of replicas, a process on the host, and an edge with these routes. */
export function stackWith(routes: readonly Route[], options: ContainerService['options'] = {}): { readonly topology: Topology; readonly edge: ContainerService } {
  const web: ProcessService = { ...common, name: 'web', type: 'process', ports: { http: port(5173) }, run: 'npm run dev', workingDirectory: '/' };
  const edge = containerOf('edge', { routes, options });
  return { topology: { name: 'shop', directory: '/', file: '/stackyard.yaml', services: { api: containerOf('api'), pair: containerOf('pair', { scale: 3 }), web, edge } }, edge };
}

/** Routes that use what both proxies can do. */
export const commonRoutes: readonly Route[] = [
  { to: 'api.http' },
  { to: 'api.http', prefix: '/orders', rewrite: '/v1/orders', retries: 2, retryOn: ['5xx', 'reset'], timeout: '5s', connectTimeout: '250ms' },
  { to: 'api.http', prefix: '/api/', rewrite: '/', host: 'shop.localhost', rateLimit: { requestsPerSecond: 100, burst: 20 } },
  { to: 'pair.http', prefix: '/cart', sticky: { by: 'cookie', name: 'lane', ttl: '1h' }, retries: 1 },
  { to: 'pair.http', prefix: '/tenant', sticky: { by: 'header', name: 'X-Tenant' } },
  { to: 'pair.http', prefix: '/near', sticky: { by: 'address' }, retries: 2, retryOn: ['gateway-error'] },
  { to: 'pair.http', prefix: '/plain', retries: 2, retryOn: ['connect-failure'] },
  { to: 'web.http', host: '*.shop.localhost', websocket: true },
];
