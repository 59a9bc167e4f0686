import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoreClient } from '../../services/contract/client.ts';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { ServiceDetail } from '../../services/contract/views/service-detail.ts';
import { masked } from '../../services/core/service-detail/mask.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { smallCore, type SmallCore } from '../kit/small-core.ts';
import { collect } from './lifecycle-stack.ts';

/** A service in full, through the contract, from a stack that runs on the real engine. */
const stack = `h4-detail-${randomBytes(3).toString('hex')}`;
const scratch = await scratchDirectory();
const file = scratch.file('stackyard.yaml');
const given = 'Given-by.the~user_1';
let core: SmallCore;
let client: CoreClient;
let password: string;

beforeAll(async () => {
  mkdirSync(scratch.file('home'));
  writeFileSync(
    file,
    [
      `name: ${stack}`,
      'services:',
      '  cache: { template: redis }',
      `  second: { template: redis, secrets: { password: "${given}" } }`,
      '  app:',
      '    image: "local/debian:dev"',
      `    command: [sh, -c, "sleep infinity", "${given}"]`,
      '    uses: [cache]',
      '    init: true',
      '    stop_grace_period: 1s',
      '    mem_limit: 64mb',
      '    volumes: ["data:/data", ".:/code:ro"]',
      `    environment: { COPIED: "redis://:${given}@second", LEVEL: debug, STRIPE_KEY: sk, MY_TOKEN: t0ken }`,
      '  web: { run: "sleep 1000", uses: [cache] }',
      '',
    ].join('\n'),
  );
  core = await smallCore({ home: scratch.file('home') });
  await collect(core.core.up({ file }));
  ({ client } = core.connect());
  password = (await client.services.reveal({ file, service: 'cache', of: 'host', name: 'CACHE_PASSWORD' })).value;
});
afterAll(async () => {
  await collect(core.core.down({ file }));
  const engine = await core.session.engine();
  for (const { name } of await client.machine.volumes({ file })) await engine.call({ method: 'DELETE', path: `/volumes/${name}` });
  await core[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const detail = async (service: string, through = client): Promise<ServiceDetail> => through.services.detail({ file, service });
const valueOf = (variables: ServiceDetail['environment'], name: string): string | undefined => variables.find((each) => each.name === name)?.value;
const failureFrom = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'it should have failed', (error: unknown) => failureOf(error));

describe('the detail of a container', () => {
  it('has what the engine knows: image with digest or size, volume with size and owner, replica', async () => {
    const { image, volumes, replicas, limits, user, readiness, problem } = await detail('cache');
    expect(problem).toBeUndefined();
    expect(image).toEqual((await client.machine.images({ file })).find((each) => each.service === 'cache'));
    expect(image?.sizeBytes).toBeGreaterThan(1e6);
    expect(volumes).toEqual([expect.objectContaining({ name: `${stack}.cache-data`, service: 'cache', stack, inUse: true, sizeBytes: expect.any(Number) })]);
    expect(replicas).toEqual([{ replica: 1, name: `${stack}-cache-1`, id: expect.stringMatching(/^[0-9a-f]{64}$/), state: 'running', startedAt: expect.stringMatching(/^20/) }]);
    expect(limits.memoryBytes).toBeGreaterThan(1e6);
    expect(user).toBe('999:999');
    expect(readiness).toBe('AUTH and PING in the Redis protocol');
  });

  it('has the connections that stackyard env gives to those that use it', async () => {
    const { connections } = await detail('cache');
    for (const context of ['host', 'container', 'kubernetes'] as const) {
      const told = (await client.stacks.env({ file, context }))['app'] ?? {};
      for (const { name, secret, value } of connections[context]) {
        expect(told).toHaveProperty(name);
        if (secret) expect((await client.services.reveal({ file, service: 'cache', of: context, name })).value).toBe(told[name]);
        else expect(value).toBe(told[name]);
      }
      expect(connections[context].length).toBeGreaterThanOrEqual(4);
    }
  });

  it('has mounts, command and variables of a service of the user’s own', async () => {
    const { mounts, command, environment, limits, replicas } = await detail('app');
    expect(mounts).toEqual([{ source: `${stack}.data`, target: '/data', readOnly: false }, { source: scratch.path, target: '/code', readOnly: true }]);
    expect(command).toEqual(['sh', '-c', 'sleep infinity', masked]);
    expect(limits).toEqual({ memoryBytes: 64 * 1024 * 1024 });
    expect(replicas).toHaveLength(1);
    expect(valueOf(environment, 'LEVEL')).toBe('debug');
    expect(environment.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(['CACHE_PASSWORD', 'CACHE_URL', 'COPIED', 'MY_TOKEN']);
  });

  it('holds no secret, of whatever service', async () => {
    const all = JSON.stringify(await Promise.all(['cache', 'second', 'app', 'web'].map(async (service) => detail(service))));
    expect(password).toMatch(/^[A-Za-z0-9]{16,}$/);
    expect(all).not.toContain(password);
    expect(all).not.toContain(given);
  });

  it('is NOT_FOUND for a service that is not there', async () => {
    expect(await failureFrom(detail('nothing'))).toMatchObject({ code: 'NOT_FOUND', hint: expect.stringContaining('cache') });
  });
});

describe('the detail of a host process', () => {
  it('has its process id as its replica, the host’s addresses, and its command line', async () => {
    const { replicas, environment, command, image, volumes } = await detail('web');
    expect(replicas).toEqual([{ replica: 1, name: expect.stringMatching(/^\d+$/), id: expect.stringMatching(/^\d+$/), state: 'running', startedAt: expect.stringMatching(/^20/) }]);
    expect(readFileSync(`/proc/${replicas[0]?.name}/cmdline`, 'utf8')).toContain('sleep 1000');
    expect(valueOf(environment, 'CACHE_HOST')).toBe('127.0.0.1');
    expect(command).toEqual(['sleep 1000']);
    expect(image).toBeUndefined();
    expect(volumes).toEqual([]);
  });
});

describe('a secret', () => {
  it('is revealed as the service has it', async () => {
    const { value } = await client.services.reveal({ file, service: 'app', of: 'environment', name: 'CACHE_URL' });
    expect(value).toContain(`:${password}@cache:6379`);
    const { output } = await (await core.session.engine()).exec(`${stack}-app-1`, ['sh', '-c', 'echo "$CACHE_URL"']);
    expect(output.trim()).toBe(value);
  });

  it('is NOT_FOUND where there is no such variable', async () => {
    expect(await failureFrom(client.services.reveal({ file, service: 'app', of: 'environment', name: 'NOTHING' }))).toMatchObject({ code: 'NOT_FOUND', hint: expect.stringContaining('LEVEL') });
    expect(await failureFrom(client.services.reveal({ file, service: 'app', of: 'environment', name: 'constructor' }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stands in a config file only when revealed, and then as it is mounted', async () => {
    const { files } = await detail('cache');
    let holding = 0;
    for (const { path, secret } of files) {
      const { output: mounted } = await (await core.session.engine()).exec(`${stack}-cache-1`, ['cat', path]);
      const hidden = await client.services.configFile({ file, service: 'cache', path });
      const revealed = await client.services.configFile({ file, service: 'cache', path, reveal: true });
      expect(revealed).toEqual({ path, secret, content: mounted });
      expect(hidden).toEqual({ path, secret, content: mounted.replaceAll(password, masked) });
      if (mounted.includes(password)) holding += 1;
    }
    expect(holding).toBeGreaterThan(0);
    expect(await failureFrom(client.services.configFile({ file, service: 'cache', path: '/etc/passwd' }))).toMatchObject({ code: 'NOT_FOUND', hint: expect.stringContaining(files[0]?.path ?? '') });
  });

  it('gets into neither log nor store, nor any file but the secrets’ own, by having been revealed', async () => {
    const store = await core.session.store();
    await store.events.append({ stack, type: 'note', status: 'info', details: { message: `said ${password}` } });
    expect(core.logged).toEqual([]);
    const open = readdirSync(scratch.file('home'), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    const holding = open.filter((each) => readFileSync(join(each.parentPath, each.name)).includes(password)).map((each) => join(each.parentPath, each.name));
    expect(holding.length).toBeGreaterThan(0);
    expect(holding.filter((path) => !/secrets\.json|\/mounts\//.test(path))).toEqual([]);
  });
});

it('with the engine unreachable everything is told that the engine is not needed for', async () => {
  const known = await detail('cache');
  const processBefore = await detail('web');
  await using lonely = await smallCore({ home: scratch.file('home'), environment: { DOCKER_HOST: `unix://${scratch.file('nothing.sock')}` } });
  using connection = lonely.connect();
  const told = await detail('cache', connection.client);
  expect(told).toMatchObject({ name: 'cache', problem: expect.stringContaining('nothing.sock'), replicas: [], volumes: [{ name: `${stack}.cache-data`, service: 'cache' }], files: known.files, limits: known.limits, readiness: known.readiness });
  expect(told.connections).toEqual(known.connections);
  expect((await detail('web', connection.client)).replicas).toEqual(processBefore.replicas);
  expect((await connection.client.services.reveal({ file, service: 'cache', of: 'container', name: 'CACHE_PASSWORD' })).value).toBe(password);
  const [path = ''] = known.files.map((each) => each.path);
  expect(await connection.client.services.configFile({ file, service: 'cache', path })).toEqual(await client.services.configFile({ file, service: 'cache', path }));
});
