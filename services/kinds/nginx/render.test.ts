import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StackyardError } from '../../contract/errors.ts';
import { routeSchema, type Route } from '../../contract/routes.ts';
import { commonRoutes, stackWith } from '../routes.test-support.ts';
import { nginxKind } from './index.ts';
import { parseNginx } from './parse.test-support.ts';

const render = (routes: readonly Route[], options = {}): string => {
  const { topology, edge } = stackWith(routes, options);
  return nginxKind.render?.['config']?.(topology, edge) ?? '';
};

test('every kind of route', async () => {
  await expect(render(commonRoutes)).toMatchFileSnapshot('golden/routes.conf');
});

test('no routes: a server that says so', () => {
  expect(render([])).toContain(`return 404 '{"error":"no route"}'`);
});

test('options reach the file', () => {
  const text = render([{ to: 'api.http' }], { gzip: false, maxBodySize: '5m', workers: 4, connections: 64, resolver: '10.0.0.10' });
  expect(text).not.toContain('gzip on');
  for (const line of ['client_max_body_size 5m;', 'worker_processes 4;', 'worker_connections 64;', 'resolver 10.0.0.10 ']) expect(text).toContain(line);
});

test('what nginx cannot do is refused, not left out', () => {
  const routes = [{ to: 'api.http', healthCheck: { path: '/livez' }, circuitBreaker: { maxPending: 1 } }];
  expect(() => render(routes)).toThrow(/nginx has no circuitBreaker, healthCheck/);
});

test.each([
  [{ prefix: '/x; } server { listen 99; }' }, /routes\[0\].prefix/],
  [{ prefix: '/x"' }, /prefix/],
  [{ prefix: '/x$host' }, /prefix/],
  [{ prefix: '/x\nlocation /y {}' }, /prefix/],
  [{ rewrite: '/${{ services.api.secrets.key }}' }, /rewrite/],
  [{ host: 'a; }' }, /host/],
  [{ host: 'shop.localhost:80' }, /host/],
  [{ host: '~^(.*)$' }, /host/],
  [{ sticky: { by: 'header' as const, name: 'x tenant' } }, /sticky.name/],
  [{ sticky: { by: 'cookie' as const, name: 'a;b' } }, /sticky.name/],
])('%j is refused', (part, message) => {
  expect(() => render([{ to: 'api.http', ...part }])).toThrow(message);
});

test('whatever the routes are: refused, or a whole file in which only known directives stand', () => {
  const hostile = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-z*.;{}"'$\\\n #/-]{0,12}$/), fc.constantFrom('/', '/a', 'a.b', '*.x', '/a/b/'));
  const route = fc.record(
    {
      to: fc.constantFrom('api.http', 'pair.http', 'web.http'), prefix: hostile.map((text) => `/${text}`), rewrite: hostile.map((text) => `/${text}`), host: hostile, websocket: fc.boolean(), retries: fc.integer({ min: 0, max: 10 }),
      retryOn: fc.subarray(['connect-failure', 'refused-stream', 'reset', '5xx', 'gateway-error'] as const), timeout: fc.constantFrom('1s', '250ms', '2m'),
      sticky: fc.oneof(fc.constant({ by: 'address' as const }), hostile.map((name) => ({ by: 'header' as const, name })), hostile.map((name) => ({ by: 'cookie' as const, name }))),
      rateLimit: fc.record({ requestsPerSecond: fc.integer({ min: 1, max: 5000 }), burst: fc.integer({ min: 0, max: 100 }) }),
    },
    { requiredKeys: ['to'] },
  );
  fc.assert(
    fc.property(fc.array(route, { maxLength: 5 }), (given) => {
      const routes = given.map((each) => routeSchema.parse(each));
      let text: string;
      try {
        text = render(routes);
      } catch (error) {
        expect(error).toBeInstanceOf(StackyardError);
        return;
      }
      const { servers, directives } = parseNginx(text);
      expect(servers).toBe(new Set(['*', ...routes.map(({ host }) => host?.toLowerCase() ?? '*')]).size);
      for (const directive of directives) expect(directive).toMatch(/^[a-z_]+$/);
    }),
    { numRuns: 500 },
  );
});
