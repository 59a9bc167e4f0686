import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StackyardError } from '../../contract/errors.ts';
import { routeSchema, type Route } from '../../contract/routes.ts';
import { isRecord } from '../same-json.ts';
import { commonRoutes, stackWith } from '../routes.test-support.ts';
import { envoyKind } from './index.ts';

const render = (routes: readonly Route[], options = {}): string => {
  const { topology, edge } = stackWith(routes, options);
  return envoyKind.render?.['config']?.(topology, edge) ?? '';
};

/** Everything below a key, wherever it stands. */
const all = (value: unknown, key: string): readonly unknown[] => {
  if (Array.isArray(value)) return value.flatMap((each) => all(each, key));
  return isRecord(value) ? Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...all(inner, key)]) : [];
};

const guarded: Route = {
  to: 'api.http',
  circuitBreaker: { maxConnections: 10, maxPending: 20, maxRequests: 30, maxRetries: 4 },
  outlierDetection: { consecutiveErrors: 3, interval: '1s', ejectionTime: '10s', maxEjectionPercent: 100 },
  healthCheck: { path: '/livez', interval: '2s', timeout: '500ms' },
};

test('every kind of route', async () => {
  await expect(render([...commonRoutes, { ...guarded, prefix: '/guarded' }])).toMatchFileSnapshot('golden/routes.json');
});

test('admin stays on loopback, and only three paths of it are passed on', () => {
  const { admin, static_resources: resources } = JSON.parse(render([{ to: 'api.http' }])) as { admin: unknown; static_resources: { listeners: readonly Record<string, unknown>[] } };
  expect(admin).toEqual({ address: { socket_address: { address: '127.0.0.1', port_value: 9901 } } });
  const health = resources.listeners.find(({ name }) => name === 'health');
  expect(all(health, 'match')).toEqual([{ path: '/livez' }, { path: '/readyz' }, { path: '/metrics' }]);
});

test('routes to one target share a cluster as far as their settings agree', () => {
  const document: unknown = JSON.parse(render([{ to: 'api.http', prefix: '/a' }, { to: 'api.http', prefix: '/b', retries: 3 }, { to: 'api.http', prefix: '/c', connectTimeout: '1s' }]));
  expect(all(document, 'cluster_name')).toEqual(['api.http', 'api.http#2', 'admin']);
});

test('limits have one bucket a route, filled no faster than Envoy allows', () => {
  const rate = (requestsPerSecond: number, burst?: number): Route => ({ to: 'api.http', prefix: `/${requestsPerSecond}`, rateLimit: { requestsPerSecond, ...(burst === undefined ? {} : { burst }) } });
  const [, ...buckets] = all(JSON.parse(render([rate(1, 0), rate(7), rate(1000, 5)])), 'token_bucket');
  expect(buckets).toEqual([
    { max_tokens: 1, tokens_per_fill: 1, fill_interval: '1s' },
    { max_tokens: 8, tokens_per_fill: 1, fill_interval: '0.142857s' },
    { max_tokens: 50, tokens_per_fill: 50, fill_interval: '0.05s' },
  ]);
});

test('whatever the routes are: refused, or JSON whose texts hold no more than the routes say', () => {
  const hostile = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-z*."\\{}$%/-]{0,12}$/), fc.constantFrom('/', '/a', 'a.b', '*.x'));
  const route = fc.record({ to: fc.constantFrom('api.http', 'pair.http', 'web.http'), prefix: hostile.map((text) => `/${text}`), rewrite: hostile.map((text) => `/${text}`), host: hostile, retries: fc.integer({ min: 0, max: 10 }), websocket: fc.boolean() }, { requiredKeys: ['to'] });
  fc.assert(
    fc.property(fc.array(route, { maxLength: 5 }), (given) => {
      const routes = given.map((each) => routeSchema.parse(each));
      let document: unknown;
      try {
        document = JSON.parse(render(routes));
      } catch (error) {
        expect(error).toBeInstanceOf(StackyardError);
        return;
      }
      const [main] = all(document, 'virtual_hosts');
      const domains = all(main, 'domains').flat();
      expect(new Set(domains)).toEqual(new Set(['*', ...routes.map(({ host }) => host?.toLowerCase() ?? '*')]));
      expect(domains).toHaveLength(new Set(domains).size);
      for (const port of all(document, 'port_value')) expect(String(port)).toMatch(/^(\d+|\$\{\{ services\.[a-z]+\.ports\.http \}\})$/);
    }),
    { numRuns: 300 },
  );
});
