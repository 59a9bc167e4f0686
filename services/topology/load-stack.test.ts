import { describe, expect, test } from 'vitest';
import { loadStack } from './load-stack.ts';
import { memoryReader } from './memory-reader.test-support.ts';
import { loadTestStack, stackFiles } from './stack.test-support.ts';
import type { ContainerService, Service } from './types.ts';

async function serviceOf(text: string, name: string, more: Partial<Parameters<typeof loadTestStack>[0]> = {}): Promise<Service | undefined> {
  return (await loadTestStack({ text, ...more })).services[name];
}

async function containerOf(text: string, name: string, more: Partial<Parameters<typeof loadTestStack>[0]> = {}): Promise<ContainerService> {
  const service = await serviceOf(text, name, more);
  if (service?.type !== 'container') throw new Error(`${name} is no container.`);
  return service;
}

describe('a service of a template', () => {
  const text = 'services:\n  cache: { template: cache, version: 7.10, databases: [orders], options: { memory: 512mb, tls: true } }\n';

  test('gets image, command, limits and ports from template, version and options', async () => {
    expect(await containerOf(text, 'cache')).toMatchObject({
      image: { from: 'registry', reference: 'cache:7.10-alpine', offline: 'cache' },
      entrypoint: ['cache-server', '/etc/cache.conf', '--tls'],
      command: [],
      memoryBytes: 512 * 1024 * 1024,
      environment: { MEMORY_MB: '512' },
      mounts: [{ type: 'volume', volume: 'cache-data', target: '/data', readOnly: false }],
      ports: { cache: { container: 6379, publish: { mode: 'auto', wanted: 6379 } }, metrics: { publish: { mode: 'none' } }, tls: { container: 6380 } },
      secrets: { password: { generate: 32 }, clusterKey: { generate: 16 } },
      resources: { databases: ['orders'] },
      ready: { by: 'kind' },
      noNewPrivileges: true,
    });
  });

  test('has a resource once that is declared twice in the same words', async () => {
    const users = '[{ name: reports, admin: true }, { name: audit }, { admin: true, name: reports }]';
    expect((await containerOf(`services:\n  cache: { template: cache, databases: [orders, carts, orders], users: ${users} }\n`, 'cache')).resources).toEqual({
      databases: ['orders', 'carts'],
      users: [{ name: 'reports', admin: true }, { name: 'audit' }],
    });
  });

  test('gets its config files, and those with a secret are secret', async () => {
    const { files } = await containerOf(text, 'cache');
    expect(files).toEqual([
      { path: '/etc/cache.conf', content: 'port 6379\nmaxmemory 536870912\nappend yes\npass ${{ services.cache.secrets.password }}\n', secret: true },
      { path: '/etc/plain.conf', content: 'host ${{ services.cache.host }}', secret: false },
    ]);
  });

  test('leaves out what its condition does not want', async () => {
    const cache = await containerOf('services: { cache: { template: cache, options: { mode: none } } }', 'cache');
    expect(Object.keys(cache.ports)).toEqual(['cache', 'metrics']);
    expect(Object.keys(cache.bindings)).not.toContain('cluster_key');
    expect(cache.files[0]?.content).not.toContain('append');
    expect(cache.entrypoint).toEqual(['cache-server', '/etc/cache.conf']);
  });

  test('takes the words of Compose over its own, and a command as further arguments', async () => {
    const own = 'services: { cache: { template: cache, command: [--verbose], user: "1:1", mem_limit: 1g, volumes: ["./conf:/data:ro"], image: "mine:3" } }';
    expect(await containerOf(own, 'cache')).toMatchObject({
      image: { from: 'registry', reference: 'mine:3' },
      entrypoint: ['cache-server', '/etc/cache.conf'],
      command: ['--verbose'],
      user: '1:1',
      memoryBytes: 1024 ** 3,
      mounts: [{ type: 'bind', source: '/project/shop/conf', target: '/data', readOnly: true }],
    });
  });

  test('the stack folder wins over the built-in catalog', async () => {
    const files = { '/project/shop/.stackyard/templates/cache/template.yaml': 'title: Mine\ncategory: cache\nimage: mine:1\n' };
    expect(await containerOf('services: { cache: { template: cache } }', 'cache', { files })).toMatchObject({ title: 'Mine', ready: { by: 'running' } });
  });

  test('may bring its own build where the template allows it', async () => {
    const worker = await containerOf('services:\n  cache: { template: cache }\n  worker: { template: worker, build: ./api, uses: [cache] }\n', 'worker');
    expect(worker.image).toMatchObject({ from: 'build', context: '/project/shop/api' });
    expect(worker.entrypoint).toEqual(['node']);
    expect(worker.environment['REDIS']).toBe('cache://:${{ services.cache.secrets.password }}@${{ services.cache.host }}:${{ services.cache.ports.cache }}/0');
  });
});

describe('routes', () => {
  test('name port and target, and the kind renders them from the graph', async () => {
    const text = 'services:\n  edge: { template: edge, publish: { http: 8088 }, routes: [{ to: web, prefix: /w }, { to: api.admin, host: a.test }] }\n  api: { image: api, expose: { http: 80, admin: 81 } }\n  web: { run: npm start, expose: { http: 5173 } }\n';
    const edge = await containerOf(text, 'edge');
    expect(edge.routes.map(({ to }) => to)).toEqual(['web.http', 'api.admin']);
    expect(edge.routesTo).toEqual(['web', 'api']);
    expect(edge.uses).toEqual([]);
    expect(edge.files).toEqual([{ path: '/etc/edge.conf', content: '/w → ${{ services.web.host }}\n/ → ${{ services.api.host }}', secret: false }]);
    expect(edge.extraHosts).toEqual(['host.docker.internal:host-gateway']);
    expect(edge.ports['http']?.publish).toEqual({ mode: 'fixed', hostPort: 8088, hostIp: '127.0.0.1' });
  });
});

describe('variables', () => {
  test('explicit ones win over files, wiring and template', async () => {
    const text = 'services:\n  cache: { template: cache }\n  api: { build: ./api, uses: [cache], env_file: settings.env, environment: { CACHE_HOST: mine, LEVEL: , PORT: 0x1f, URL: "${{ services.cache.url }}", COST: $$5 } }\n';
    const api = await containerOf(text, 'api', { environment: { LEVEL: 'info' } });
    expect(api.environment).toMatchObject({ CACHE_HOST: 'mine', CACHE_PORT: '${{ services.cache.ports.cache }}', CACHE_METRICS_PORT: '${{ services.cache.ports.metrics }}', LEVEL: 'info', PORT: '0x1f', COST: '$5' });
    expect(api.environment['URL']).toBe(api.environment['CACHE_URL']);
  });

  test('in the name make the stack one of several of its file', async () => {
    const services = 'services: { api: { image: "api:1" } }\n';
    expect(await loadTestStack({ text: `name: shop-\${BRANCH:-main}\n${services}` })).toMatchObject({ name: 'shop-main', namedByVariable: true });
    expect(await loadTestStack({ text: `name: shop\n${services}` })).not.toHaveProperty('namedByVariable');
    expect(await loadTestStack({ text: services })).not.toHaveProperty('namedByVariable');
  });

  test('come from the environment and from .env, the environment first', async () => {
    const text = 'name: ${NAME:-other}\nservices: { api: { image: "api:${TAG}", scale: "${COUNT}", expose: { http: $PORT } } }\n';
    const topology = await loadTestStack({ text, files: { '/project/shop/.env': 'TAG=one\nPORT=80\n' }, environment: { TAG: 'two', COUNT: '2' } });
    expect(topology.name).toBe('other');
    expect(topology.services['api']).toMatchObject({ scale: 2, image: { reference: 'api:two' }, ports: { http: { container: 80 } } });
  });
});

describe('the file', () => {
  test('may be named by its folder, and the folder gives the name', async () => {
    const reader = memoryReader({ '/project/My Shop_2/stackyard.yaml': 'services: { a: { image: a } }' });
    const topology = await loadStack({ file: '/project/My Shop_2', reader, kinds: async () => undefined, templateRoots: [], environment: {} });
    expect(topology).toMatchObject({ name: 'my-shop-2', directory: '/project/My Shop_2', file: '/project/My Shop_2/stackyard.yaml' });
  });

  test('is NOT_FOUND where there is none', async () => {
    await expect(loadStack({ file: '/nowhere', reader: memoryReader(stackFiles), kinds: async () => undefined, templateRoots: [], environment: {} })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('gives a topology that is plain data, the same each time', async () => {
    const text = 'services:\n  cache: { template: cache }\n  edge: { template: edge, routes: [{ to: cache }] }\n';
    const topology = await loadTestStack({ text });
    expect(JSON.parse(JSON.stringify(topology))).toEqual(topology);
    expect(JSON.stringify(await loadTestStack({ text }))).toBe(JSON.stringify(topology));
  });
});
