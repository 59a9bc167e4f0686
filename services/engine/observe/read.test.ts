import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readContainer, readNetwork, readState, readVolume } from './read.ts';

const listed = {
  Id: 'abc',
  Names: ['/other/alias', '/shop-cache-1'],
  Image: 'redis:8',
  ImageID: 'sha256:1',
  State: 'running',
  Status: 'Up',
  Labels: { a: 'b', broken: 7 },
  Ports: [{ IP: '127.0.0.1', PrivatePort: 6379, PublicPort: 6380, Type: 'tcp' }, { PrivatePort: 1, Type: 'tcp' }],
  NetworkSettings: { Networks: { net: { NetworkID: 'n1', IPAddress: '172.18.0.5', GlobalIPv6Address: '' } } },
  Mounts: [{ Type: 'volume', Name: 'v', Destination: '/data' }, { Type: 'bind', Source: '/x', Destination: '/y' }],
};

it('reads what the engine lists', () => {
  expect(readContainer(listed)).toEqual({
    id: 'abc',
    name: 'shop-cache-1',
    state: 'running',
    status: 'Up',
    image: 'redis:8',
    imageId: 'sha256:1',
    labels: { a: 'b' },
    ports: [{ containerPort: 6379, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 6380 }],
    networks: { net: 'n1' },
    addresses: ['172.18.0.5'],
    volumes: { '/data': 'v' },
  });
});

it('never fails on missing, renamed or mistyped fields (row 12)', () => {
  const mutated = fc.dictionary(fc.constantFrom(...Object.keys(listed)), fc.anything()).map((changes) => ({ ...listed, ...changes }));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.anything()), (value) => {
      expect(typeof (readContainer(value)?.state ?? '')).toBe('string');
      expect(typeof (readNetwork(value)?.name ?? '')).toBe('string');
      expect(typeof (readVolume(value)?.name ?? '')).toBe('string');
    }),
    { numRuns: 10_000 },
  );
});

it('trusts no state that it does not know', () => {
  expect([readState('running'), readState('hibernating'), readState(undefined)]).toEqual(['running', 'dead', 'dead']);
});
