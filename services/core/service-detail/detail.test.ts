import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serviceDetailSchema, type ServiceDetail } from '../../contract/views/service-detail.ts';
import { containerOf, desiredOf, processOf, running, topologyOf } from '../../engine/plan/plan.test-support.ts';
import { kinds } from '../../kinds/index.ts';
import { loadStack } from '../../topology/load-stack.ts';
import { nodeReader } from '../node-reader.ts';
import type { Service, Topology } from '../topology.ts';
import { serviceDetail, type DetailFacts } from './detail.ts';
import { secretTexts } from './look.ts';
import { createMask, masked } from './mask.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const kind = async (id: string) => kinds.find((each) => each.id === id)?.load();
/** Each says whose it is, and stands nowhere else. */
const secrets = { secret: (service: string, key: string) => `S3CRET-of-${service}-${key}`, derived: (service: string, key: string) => `D3RIVED-of-${service}-${key}` };

function detailOf(topology: Topology, service: Service, changes: Partial<DetailFacts> = {}): ServiceDetail {
  const mask = createMask(secretTexts(topology, secrets));
  return serviceDetail({ topology, service, mask, lookups: { hostPort: (name, port) => (name.length + port.length) * 1_000 }, replicas: [], ...changes });
}

const found = (names: readonly { readonly name: string }[], name: string) => names.find((each) => each.name === name);

describe('the details of the demo', async () => {
  const topology = await loadStack({ file: join(root, 'resources', 'demo', 'stackyard.yaml'), reader: nodeReader, kinds: kind, templateRoots: [join(root, 'compose-templates')], environment: {} });
  const details = await Promise.all(Object.values(topology.services).map(async (service) => {
    const question = service.kind === undefined ? undefined : (await kind(service.kind))?.question;
    return detailOf(topology, service, question === undefined ? {} : { question });
  }));
  const all = JSON.stringify(details, null, 1).replaceAll(root, '<root>');

  it('are as they were', async () => {
    await expect(`${all}\n`).toMatchFileSnapshot('detail.golden.json');
  });

  it('hold no text of any secret', () => {
    const hidden = secretTexts(topology, secrets);
    expect(hidden.length).toBeGreaterThanOrEqual(5);
    expect(all).not.toMatch(/S3CRET|D3RIVED/);
  });

  it('are as the contract says', () => {
    for (const each of details) expect(serviceDetailSchema.parse(each)).toEqual(each);
  });

  it('say in words how each is asked', () => {
    for (const { readiness } of details) expect(readiness).toMatch(/\w{3}/);
  });
});

describe('a variable', () => {
  const service = containerOf('cache', {
    ports: { redis: { container: 6379, protocol: 'tcp', publish: { mode: 'auto', wanted: 6379 } }, admin: { container: 8001, protocol: 'tcp', publish: { mode: 'none' } } },
    secrets: { password: { generate: 32 } },
    bindings: { url: 'redis://:${{ services.cache.secrets.password }}@${{ services.cache.host }}:${{ services.cache.ports.redis }}', host: '${{ services.cache.host }}', port: '${{ services.cache.ports.redis }}', admin: 'http://${{ services.cache.host }}:${{ services.cache.ports.admin }}' },
    environment: { COPIED: `by hand ${secrets.secret('cache', 'password')}`, STRIPE_API_KEY: 'sk_live_1', DATABASE: 'postgres://me:pw@db/x', TOKEN_FILE: '/run/token', EMPTY_TOKEN: '', PLAIN: 'yes' },
  });
  const detail = detailOf(topologyOf([service]), service);

  it('has no value where it holds a secret, by reference or by hand, or may hold one by its name or form', () => {
    expect(detail.environment).toEqual([
      { name: 'COPIED', secret: true },
      { name: 'STRIPE_API_KEY', secret: true },
      { name: 'DATABASE', secret: true, redacted: `postgres://me:${masked}@db/x` },
      { name: 'TOKEN_FILE', secret: false, value: '/run/token' },
      { name: 'EMPTY_TOKEN', secret: false, value: '' },
      { name: 'PLAIN', secret: false, value: 'yes' },
    ]);
  });

  it('is told per context: published ports for the host, names for containers, references for manifests', () => {
    expect(found(detail.connections.host, 'CACHE_PORT')).toEqual({ name: 'CACHE_PORT', secret: false, value: '10000' });
    expect(found(detail.connections.host, 'CACHE_ADMIN')).toBeUndefined();
    expect(found(detail.connections.container, 'CACHE_ADMIN')).toEqual({ name: 'CACHE_ADMIN', secret: false, value: 'http://cache:8001' });
    expect(found(detail.connections.container, 'CACHE_URL')).toEqual({ name: 'CACHE_URL', secret: true, redacted: `redis://:${masked}@cache:6379` });
    expect(found(detail.connections.kubernetes, 'CACHE_URL')).toEqual({ name: 'CACHE_URL', secret: false, value: 'redis://:$(CACHE_PASSWORD)@cache:6379' });
  });
});

describe('an address that holds a secret', () => {
  const redacted = (environment: Readonly<Record<string, string>>) => {
    const service = containerOf('api', { environment });
    return detailOf(topologyOf([service]), service).environment.map((each) => each.redacted);
  };

  it('is shown without it, whatever the password holds', () => {
    expect(redacted({ DATABASE: 'postgres://me:p@s:s@db:5432/x' })).toEqual([`postgres://me:${masked}@db:5432/x`]);
  });

  it('is not shown where more of it may be one', () => {
    expect(redacted({ DATABASE: 'postgres://me:pw@db/x?key=abc', TOKEN_URL: 'https://me:pw@hook/abc', PLAIN: 'https://hook/abc' })).toEqual([undefined, undefined, undefined]);
  });
});

describe('a service', () => {
  const service = containerOf('cache', {
    secrets: { password: { generate: 32 } },
    command: ['redis-server', '--requirepass', '${{ services.cache.secrets.password }}'],
    ready: { by: 'exec', command: ['redis-cli', '-a', secrets.secret('cache', 'password'), 'ping'] },
    mounts: [{ type: 'volume', volume: 'data', target: '/data', readOnly: false }, { type: 'bind', source: '/shop/conf', target: '/conf', readOnly: true }],
    memoryBytes: 1_000,
    cpus: 0.5,
    pidsLimit: 100,
  });
  const topology = topologyOf([service]);

  it('shows its command and its readiness without secrets, whether referred to or written there', () => {
    const { command, readiness } = detailOf(topology, service);
    expect(command).toEqual(['redis-server', '--requirepass', masked]);
    expect(readiness).toBe(`redis-cli -a ${masked} ping in the container, which must exit with 0`);
  });

  it('has its volumes with size and owner, in use or not', () => {
    const observed = running(desiredOf([service]));
    const live = { observed, sizes: new Map([['shop.data', 42]]) };
    expect(detailOf(topology, service, { live }).volumes).toEqual([{ name: 'shop.data', stack: 'shop', inUse: true, service: 'cache', sizeBytes: 42 }]);
    expect(detailOf(topology, service, { live: { ...live, observed: { ...observed, containers: [], volumes: [] } } }).volumes).toEqual([{ name: 'shop.data', stack: 'shop', service: 'cache', inUse: false }]);
  });

  it('is told without the engine as far as the stack goes', () => {
    const detail = detailOf(topology, service, { problem: 'No Docker engine can be reached.' });
    expect(detail).toMatchObject({
      problem: 'No Docker engine can be reached.',
      replicas: [],
      image: { service: 'cache', wanted: 'cache:1' },
      volumes: [{ name: 'shop.data', service: 'cache' }],
      mounts: [{ source: 'shop.data', target: '/data', readOnly: false }, { source: '/shop/conf', target: '/conf', readOnly: true }],
      limits: { memoryBytes: 1_000, cpus: 0.5, pids: 100 },
    });
    expect(detail.volumes[0]).not.toHaveProperty('inUse');
    expect(detail.image).not.toHaveProperty('source');
  });

  it('may be a process of this machine', () => {
    const web = processOf('web', { run: `npm run dev -- --key ${secrets.secret('cache', 'password')}`, environment: { CACHE_HOST: '${{ services.cache.host }}' }, ready: { by: 'http', port: 'http', path: '/livez' }, ports: { http: { container: 5173, protocol: 'tcp', publish: { mode: 'none' } } } });
    const detail = detailOf(topologyOf([service, web]), web);
    expect(detail).toMatchObject({ command: [`npm run dev -- --key ${masked}`], environment: [{ name: 'CACHE_HOST', secret: false, value: '127.0.0.1' }], readiness: 'GET /livez on port 5173', volumes: [], mounts: [], files: [], limits: {} });
    expect(detail).not.toHaveProperty('image');
  });
});
