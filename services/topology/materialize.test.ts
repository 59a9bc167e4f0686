import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextResolver } from './context-resolver.ts';
import { environmentContract } from './environment-contract.ts';
import { materialize, type Resolver } from './materialize.ts';
import { referencesIn, toText, type Reference } from './references.ts';
import { loadTestStack } from './stack.test-support.ts';
import type { Context } from './types.ts';

const answers: Resolver = { host: (service) => `<${service}>`, port: () => 1234, secret: (service, key) => `<${service}/${key}>`, derived: (service, key) => `<${service}:${key}>` };

describe('materialize', () => {
  test('answers the four forms and leaves the rest', () => {
    const text = 'a ${{ services.cache.host }}:${{services.cache.ports.main}} ${{ services.cache.secrets.password }} ${{ services.cache.derived.hash }} ${{ github.sha }} ${x} $${{ services.cache.host }}';
    expect(materialize(text, answers)).toBe('a <cache>:1234 <cache/password> <cache:hash> ${{ github.sha }} ${x} ${{ services.cache.host }}');
  });

  test('is the identity on text without references, and answers are not read again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }).filter((text) => !text.includes('${{')), (text) => {
      expect(materialize(text, answers)).toBe(text);
    }));
    const secret = '$& ${{ services.cache.host }}';
    expect(materialize('${{ services.cache.secrets.password }}', { ...answers, secret: () => secret })).toBe(secret);
  });

  test('every reference is found again in its text', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const reference: fc.Arbitrary<Reference> = fc.oneof(
      fc.record({ to: fc.constant('host' as const), service: word }),
      fc.record({ to: fc.constant('port' as const), service: word, port: word }),
      fc.record({ to: fc.constantFrom('secret' as const, 'derived' as const), service: word, key: word }),
    );
    fc.assert(fc.property(fc.array(reference), fc.stringMatching(/^[^$]*$/), (references, between) => {
      expect(referencesIn(references.map(toText).join(between))).toEqual(references);
    }));
  });
});

describe('contexts', () => {
  const text = 'services:\n  cache: { template: cache, publish: { cache: 7000 } }\n  api: { image: api, expose: { http: 80 }, uses: [cache] }\n  web: { run: npm start, expose: { http: 5173 }, uses: [api] }\n  side: { image: side, uses: [web] }\n';
  const lookups = { hostPort: (service: string) => (service === 'api' ? 32_768 : undefined), secret: () => 'hidden', derived: () => 'hash' };
  const contract = async (context: Context): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> => environmentContract({ topology: await loadTestStack({ text }), context }, lookups);

  test('a container gets names and container ports, and this machine by its own name', async () => {
    const { api, side } = await contract('container');
    expect(api).toMatchObject({ CACHE_URL: 'cache://:hidden@cache:6379/0', CACHE_HOST: 'cache', CACHE_PORT: '6379', CACHE_PASSWORD: 'hidden' });
    expect(side).toEqual({ WEB_URL: 'http://host.docker.internal:5173', WEB_HOST: 'host.docker.internal', WEB_PORT: '5173' });
    expect((await loadTestStack({ text })).services['side']).toMatchObject({ extraHosts: ['host.docker.internal:host-gateway'] });
    expect((await loadTestStack({ text })).services['api']).toMatchObject({ extraHosts: [] });
  });

  test('a host process gets published ports on the loopback address', async () => {
    const { api, web, side } = await contract('host');
    expect(Object.keys(api ?? {})).toEqual(['CACHE_HOST', 'CACHE_PORT', 'CACHE_PASSWORD', 'CACHE_URL']);
    expect(web).toEqual({ API_URL: 'http://127.0.0.1:32768', API_HOST: '127.0.0.1', API_PORT: '32768' });
    expect(side).toMatchObject({ WEB_URL: 'http://127.0.0.1:5173' });
  });

  test('what nobody uses, and what is asked for, is there with what it offers', async () => {
    const stack = (services: string) => loadTestStack({ text: `services:\n  cache: { template: cache, publish: { cache: 7000 } }\n${services}` });
    const offer = { CACHE_URL: 'cache://:hidden@127.0.0.1:7000/0', CACHE_HOST: '127.0.0.1', CACHE_PORT: '7000', CACHE_PASSWORD: 'hidden' };
    expect(environmentContract({ topology: await stack(''), context: 'host' }, lookups)).toEqual({ cache: offer });
    const topology = await stack('  api: { image: api, uses: [cache] }\n');
    expect(environmentContract({ topology, context: 'host' }, lookups)).toEqual({ api: offer });
    expect(environmentContract({ topology, context: 'host', asked: ['cache'] }, lookups)['cache']).toEqual(offer);
  });

  test('a fixed port is known before anything runs; a port that is not published has no answer', async () => {
    const topology = await loadTestStack({ text });
    const resolver = contextResolver({ topology, context: 'host' }, lookups);
    expect(resolver.port('cache', 'cache')).toBe(7000);
    expect(() => resolver.port('cache', 'metrics')).toThrow('Port metrics of cache is not published on this machine.');
    expect(() => resolver.host('toString')).toThrow('The stack shop has no service "toString".');
  });

  test('Kubernetes gets service names and secrets as variables', async () => {
    const { api } = await contract('kubernetes');
    expect(api).toMatchObject({ CACHE_URL: 'cache://:$(CACHE_PASSWORD)@cache:6379/0', CACHE_PASSWORD: '$(CACHE_PASSWORD)' });
  });
});
