import { describe, expect, test } from 'vitest';
import type { DoctorCheck, ServiceStatus } from '../../../contract/results.ts';
import { memoryContext, stream } from '../memory-output.test-support.ts';
import { doctor } from './doctor.ts';
import { env } from './env.ts';
import { events } from './events.ts';
import { listImages } from './images.ts';
import { plan } from './plan.ts';
import { status } from './status.ts';
import { listVolumes, removeVolume } from './volumes.ts';

const service = (name: string, more: Partial<ServiceStatus> = {}): ServiceStatus => ({ name, state: 'ready', replicas: { wanted: 1, ready: 1 }, image: 'x', ports: [], restarts: 0, ...more });
const linesOf = (text: string) => text.trimEnd().split('\n');

describe('status', () => {
  const result = {
    stack: 'shop',
    services: [
      service('edge', { ports: [{ name: 'http', containerPort: 80, host: '127.0.0.1', hostPort: 8088 }, { name: 'admin', containerPort: 81 }] }),
      service('worker', { state: 'crash-looping', replicas: { wanted: 2, ready: 0 }, restarts: 7, cause: 'exit code 1: no \u001B[5m queue' }),
    ],
  };

  test('as a table', async () => {
    const { context, stdout } = memoryContext({ status: () => Promise.resolve(result) });
    await status(context);
    expect(linesOf(stdout())).toEqual([
      'SERVICE  STATE          READY  RESTARTS  ADDRESSES            CAUSE',
      'edge     ready          1/1              http 127.0.0.1:8088',
      'worker   crash-looping  0/2    7                              exit code 1: no  queue',
    ]);
  });

  test('as the document that scripts rely on, exact', async () => {
    const { context, stdout } = memoryContext({ status: () => Promise.resolve(result) }, { json: true });
    await status(context);
    expect(JSON.parse(stdout())).toEqual(result);
  });
});

test('plan tells each step and its cause', async () => {
  const steps = [{ id: '1', kind: 'create-container' as const, service: 'redis', target: 'shop-redis-1', cause: 'redis.conf changed: maxmemory 128mb → 256mb', dependsOn: [] }];
  const { context, stdout } = memoryContext({ plan: () => Promise.resolve({ stack: 'shop', steps }) });
  await plan(context, []);
  expect(linesOf(stdout())).toEqual(['SERVICE  STEP              OBJECT        CAUSE', 'redis    create-container  shop-redis-1  redis.conf changed: maxmemory 128mb → 256mb', '1 step; `stackyard up` does them.']);
});

test('env gives a pipe the exact bytes, and a terminal nothing to act on', async () => {
  const contract = { api: { TITLE: 'a\u001B[2Jb', KEY: 'plain' } };
  const piped = memoryContext({ env: () => Promise.resolve(contract) });
  await env(piped.context, [], { for: 'host', format: 'dotenv' });
  expect(piped.stdout()).toBe("# api\nTITLE='a\u001B[2Jb'\nKEY=plain\n");
  const shown = memoryContext({ env: () => Promise.resolve(contract) }, { columns: 80 });
  await env(shown.context, [], { for: 'host', format: 'dotenv' });
  expect(shown.stdout()).toBe("# api\nTITLE='a\\x1b[2Jb'\nKEY=plain\n");
});

describe('doctor', () => {
  const check = (more: Partial<DoctorCheck>): DoctorCheck => ({ id: 'disk', title: 'Disk', outcome: 'ok', found: '40 GB free', fixable: false, ...more });
  const failed = check({ outcome: 'failed', found: '0 GB free', fix: 'Free some space.', fixable: true });

  test('exit code 1 while a check fails', async () => {
    const { context, stdout } = memoryContext({ doctor: () => stream(check({}), failed) });
    expect(await doctor(context, {})).toBe(1);
    expect(linesOf(stdout())).toEqual(['ok       Disk: 40 GB free', 'failed   Disk: 0 GB free', '         Free some space. — `stackyard doctor --fix` does it', '2 checks: 1 failed, 0 warnings.']);
  });

  test('0 once it is fixed, and one document with --json', async () => {
    const { context, stdout } = memoryContext({ doctor: () => stream({ ...failed, fixed: true }) }, { json: true });
    expect(await doctor(context, { fix: true })).toBe(0);
    expect(JSON.parse(stdout())).toEqual({ checks: [{ ...failed, fixed: true }] });
  });
});

test('events are one line each', async () => {
  const event = { id: '5f0c', event_type: 'container.start', timestamp: '2026-01-31T09:00:00.000Z', service_name: 'api', details: { replica: 1, text: 'a\nb' }, status: 'ok' };
  const { context, stdout } = memoryContext({ events: () => stream(event) });
  await events(context, {});
  expect(linesOf(stdout())).toEqual([String.raw`2026-01-31T09:00:00.000Z ok      container.start      api              replica=1 text=a\nb`]);
});

test('images tell where they come from', async () => {
  const { context, stdout } = memoryContext({ images: () => Promise.resolve([{ service: 'cache', wanted: 'redis:8', used: 'local/redis:dev', source: 'offline' as const, sizeBytes: 120_000_000 }, { service: 'api', wanted: 'shop-api', source: 'missing' as const }]) });
  await listImages(context);
  expect(linesOf(stdout())).toEqual(['SERVICE  IMAGE     USED             SOURCE                               SIZE', 'cache    redis:8   local/redis:dev  built here, from package registries  120 MB', 'api      shop-api                   not there yet']);
});

describe('volumes', () => {
  const volume = { name: 'shop_data', stack: 'shop', service: 'cache', inUse: true };

  test('are listed', async () => {
    const { context, stdout } = memoryContext({ volumes: () => Promise.resolve([volume]) });
    await listVolumes(context);
    expect(linesOf(stdout())).toEqual(['VOLUME     SERVICE  SIZE  USE     CREATED', 'shop_data  cache          in use']);
  });

  test.each([[{}], [{ confirm: 'shop' }], [{ confirm: '' }]])('are not removed with %j', async (options) => {
    let removed = 0;
    const { context } = memoryContext({ volumes: () => Promise.resolve([volume]), removeVolume: () => Promise.resolve((removed += 1)).then(() => volume) });
    await expect(removeVolume(context, 'shop_data', options)).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    expect(removed).toBe(0);
  });

  test('that do not exist are said so before anyone is asked to confirm', async () => {
    const { context } = memoryContext({ volumes: () => Promise.resolve([volume]) });
    await expect(removeVolume(context, 'shop_dat', {})).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'This stack has no volume "shop_dat".' });
  });

  test('are removed when the name is repeated', async () => {
    const { context, stdout } = memoryContext({ removeVolume: ({ name, confirm }) => Promise.resolve({ ...volume, name: `${name}=${confirm}` }) });
    await removeVolume(context, 'shop_data', { confirm: 'shop_data' });
    expect(stdout()).toBe('Removed the volume shop_data=shop_data.\n');
  });
});
