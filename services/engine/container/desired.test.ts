import { describe, expect, it } from 'vitest';
import type { ContainerService, Service } from '../../topology/types.ts';
import { containerOf, dataVolume, desiredOf, topologyOf } from '../plan/plan.test-support.ts';
import { desiredStack } from './desired.ts';
import type { Desired, DesiredContainer } from './types.ts';

function first(desired: Desired, name = 'cache'): DesiredContainer {
  const service = desired.services[name];
  const container = service?.type === 'container' ? service.containers[0] : undefined;
  if (container === undefined) throw new Error(`no container of ${name}`);
  return container;
}

const cache = (changes: Partial<ContainerService> = {}): ContainerService => containerOf('cache', { secrets: { password: { generate: 32 } }, ...changes });
const hash = (changes: Partial<ContainerService>): string => first(desiredOf([cache(changes)])).hash;
const reference = '${{ services.cache.secrets.password }}';

function withSecret(service: Service, fingerprint: string): DesiredContainer {
  return first(desiredStack(topologyOf([service]), { hostPorts: {}, secretFingerprint: () => fingerprint, materialize: (text) => text.replaceAll(/\$\{\{[^}]*\}\}/g, 'hunter2') }));
}

describe('the config hash', () => {
  it.each<[string, Partial<ContainerService>]>([
    ['image', { image: { from: 'registry', reference: 'other:2' } }],
    ['command', { command: ['x'] }],
    ['environment', { environment: { A: '1' } }],
    ['bytes of a mounted file', { files: [{ path: '/x', content: 'y', secret: false }] }],
    ['mounts', dataVolume('other')],
    ['memory', { memoryBytes: 1 }],
    ['hostname', { hostname: 'x' }],
    ['restart', { restart: 'no' }],
  ])('changes with %s', (_, changes) => {
    expect(hash(changes)).not.toBe(hash({}));
  });

  it.each<[string, Partial<ContainerService>]>([
    ['scale', { scale: 3 }],
    ['uses', { uses: ['api'] }],
    ['readiness', { ready: { by: 'tcp', port: 'redis' }, readyTimeoutSeconds: 1 }],
    ['options', { options: { maxmemory: '1gb' } }],
    ['resources', { resources: { queues: ['a'] } }],
  ])('does not change with %s', (_, changes) => {
    expect(hash(changes)).toBe(hash({}));
  });

  it('changes with a secret that the service uses, in a variable and in a file', () => {
    const inVariable = cache({ environment: { PASSWORD: reference } });
    expect(withSecret(inVariable, 'one').hash).not.toBe(withSecret(inVariable, 'two').hash);
    const inFile = cache({ files: [{ path: '/x', content: `pass ${reference}`, secret: true }] });
    expect(withSecret(inFile, 'one').hash).not.toBe(withSecret(inFile, 'two').hash);
    expect(withSecret(inFile, 'one').filesAddress).not.toBe(withSecret(inFile, 'two').filesAddress);
    const derived = cache({ environment: { HASH: '${{ services.cache.derived.hash }}' } });
    expect(withSecret(derived, 'one').hash).not.toBe(withSecret(derived, 'two').hash);
    expect(withSecret(cache(), 'one').hash).toBe(withSecret(cache(), 'two').hash);
  });

  it('and all else that is kept hold no secret; only the body and the files do', () => {
    const container = withSecret(cache({ environment: { PASSWORD: reference }, files: [{ path: '/x', content: reference, secret: true }] }), 'one');
    expect(JSON.stringify(container)).not.toContain('hunter2');
    expect(JSON.stringify(container.body({ image: 'i', placed: {} }))).toContain('PASSWORD=hunter2');
    expect(container.files()?.files).toEqual([{ path: '/x', content: 'hunter2', secret: true }]);
  });
});

describe('the create body', () => {
  const publish = { redis: { container: 6379, protocol: 'tcp', publish: { mode: 'auto', wanted: 6379 } }, admin: { container: 1, protocol: 'tcp', publish: { mode: 'none' } } } as const;

  it('publishes on loopback, keeps the hostname, limits memory without swap and caps the log', () => {
    const desired = desiredOf([cache({ ports: publish, memoryBytes: 64, cpus: 0.5, hostname: 'rabbit', ...dataVolume('data') })], { cache: [{ redis: { host: '127.0.0.1', port: 6380 } }] });
    expect(first(desired).body({ image: 'used:1', placed: {} })).toMatchObject({
      Image: 'used:1',
      Hostname: 'rabbit',
      ExposedPorts: { '6379/tcp': {}, '1/tcp': {} },
      HostConfig: {
        PortBindings: { '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: '6380' }] },
        Memory: 64,
        MemorySwap: 64,
        NanoCpus: 500_000_000,
        SecurityOpt: ['no-new-privileges'],
        LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
        Mounts: [{ Type: 'volume', Source: 'shop.data', Target: '/data', ReadOnly: false }],
      },
      NetworkingConfig: { EndpointsConfig: { 'stackyard-shop': { Aliases: ['cache'] } } },
      Labels: { 'dev.stackyard.stack': 'shop', 'dev.stackyard.service': 'cache', 'dev.stackyard.replica': '1', 'dev.stackyard.file': 'stackyard.yaml', 'dev.stackyard.ports': '{"redis":6379,"admin":1}' },
    });
  });

  it('gives no user label the power over our own', () => {
    const body = first(desiredOf([cache({ labels: { 'dev.stackyard.stack': 'other', mine: 'yes' } })])).body({ image: 'i', placed: {} });
    expect(body).toMatchObject({ Labels: { 'dev.stackyard.stack': 'shop', mine: 'yes' } });
  });

  it('moves to other ports with another hash and nothing else', () => {
    const container = first(desiredOf([cache({ ports: publish })], { cache: [{ redis: { host: '127.0.0.1', port: 6379 } }] }));
    const moved = container.withPorts({ redis: { host: '127.0.0.1', port: 7000 } });
    expect(moved.hash).not.toBe(container.hash);
    expect(Object.entries(moved.hashes).filter(([field, value]) => container.hashes[field] !== value).map(([field]) => field)).toEqual(['ports']);
    expect(moved.body({ image: 'i', placed: {} })).toMatchObject({ HostConfig: { PortBindings: { '6379/tcp': [{ HostPort: '7000' }] } } });
  });
});
