import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { socketProxy, type SocketProxy } from '../kit/socket-proxy.ts';
import { createWorld, script, server } from './supervisor-support.ts';
import type { World } from './supervisor-support.ts';

/** Row 5 asks for 100 points, which the soak run takes; `npm test` takes 20 of them, spread over the calls of an `up`. */
const points = process.env['STACKYARD_SOAK'] === '1' ? 104 : 20;

/** Two engines side by side, since most of a point is waiting for one to end or to start. */
const lanes = 2;

const note = 'if [ ! -e /data/canary ]; then echo $$MODE > /data/canary; fi; sleep 1000000';
/** `mode` is part of the environment, so that another one recreates both. */
function services(mode: string): Readonly<Record<string, object>> {
  return {
    db: script(note, { volumes: ['data:/data'], ready: { exec: ['cat', '/data/canary'] }, environment: { MODE: mode }, restart: 'no' }),
    api: server({ uses: ['db'], environment: { MODE: mode } }),
  };
}

async function kept(world: World): Promise<readonly string[]> {
  return (JSON.parse(await world.engineCall('GET', '/volumes')) as { readonly Volumes: readonly { readonly Name: string }[] | null }).Volumes?.map(({ Name }) => Name) ?? [];
}

interface Lane {
  readonly world: World;
  readonly proxy: SocketProxy;
  readonly file: string;
}

/** One `up` through the proxy; the engine is killed as the call of that number arrives. Gives how many calls there were. */
async function upKilledAt({ world, proxy, file }: Lane, call: number): Promise<{ readonly code: number | null; readonly error: string; readonly calls: number }> {
  const before = proxy.requests.length;
  let killed: Promise<void> | undefined;
  proxy.decide = async ({ index }) => {
    if (index - before === call) killed ??= world.engine.kill();
    await killed;
    return { type: 'pass' };
  };
  const { code, stdout } = await world.cli(['up', '--json', '-f', file], { socket: proxy.path });
  await killed;
  return { code, error: stdout.trim().split('\n').at(-1) ?? '', calls: proxy.requests.length - before };
}

/** Gives how many points it went through. */
async function sweep(lane: number): Promise<number> {
  await using world = await createWorld();
  await using proxy = await socketProxy({ upstream: world.engine.socket, listen: world.file('p') });
  const file = await world.stack('swept', services('0'));
  const own = { world, proxy, file };
  const whole = await upKilledAt(own, -1);
  expect(whole.code).toBe(0);
  // Of another configuration, fresh, and where all was stopped.
  const kinds = ['update', 'fresh', 'update', 'restart'] as const;
  const volumes = await kept(world);
  let swept = 0;
  for (let point = lane; point < points; point += lanes) {
    swept += 1;
    const kind = kinds[((point - lane) / lanes) % kinds.length];
    if (kind === 'update') await world.stack('swept', services(String(point + 1)));
    if (kind === 'fresh') expect(await world.cli(['down', '-f', file])).toMatchObject({ code: 0 });
    if (kind === 'restart') await Promise.all(['api', 'db'].map(async (name) => world.engineCall('POST', `/containers/swept-${name}-1/stop`)));
    // An even spread over the calls that an `up` makes, of which a shorter one has fewer.
    const call = 1 + Math.floor((point / points) * whole.calls);
    const killed = await upKilledAt(own, call);
    const which = `${kind ?? ''} killed at call ${call} of ${killed.calls}: ${killed.error}`;
    if (killed.calls >= call) {
      expect({ which, failed: killed.code !== 0 }).toEqual({ which, failed: true });
      const { error } = JSON.parse(killed.error) as { readonly error: { readonly code: string; readonly message: string } };
      expect({ which, code: error.code }).toEqual({ which, code: expect.stringMatching(/^(ENGINE_UNREACHABLE|ENGINE_TIMEOUT|SERVICE_DOWN|NOT_READY)$/) as string });
      expect(error.message.split('\n').length).toBeLessThanOrEqual(2);
      await world.engine.start();
    }
    proxy.decide = () => ({ type: 'pass' });
    const { code } = await world.cli(['up', '-f', file]);
    const mounted = (await world.engineCall('GET', '/containers/swept-db-1/json')).includes('swept.data');
    expect({ which, code, containers: await world.containers(), volumes: await kept(world), mounted }).toEqual({ which, code: 0, containers: { 'swept-db-1': 'running', 'swept-api-1': 'running' }, volumes, mounted: true });
  }
  expect(JSON.parse((await world.cli(['plan', '--json', '-f', file])).stdout)).toMatchObject({ steps: [] });
  expect(await readFile(`/proc/${await world.mainProcess('swept-db-1')}/root/data/canary`, 'utf8')).toBe('0\n');
  return swept;
}

it(`an engine killed at any call of up leaves what the next up completes, at ${points} points (row 5)`, { timeout: 1_800_000 }, async () => {
  const swept = await Promise.all(Array.from({ length: lanes }, async (_, lane) => sweep(lane)));
  expect(swept.reduce((sum, each) => sum + each, 0)).toBe(points);
});
