import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../services/store/index.ts';
import { createWorld, kill, say, script, server, untilReady } from './supervisor-support.ts';
import type { Core, Told, World } from './supervisor-support.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());

const isState = (service: string, ...states: readonly string[]) => (line: Told): boolean => line.type === 'service' && line.service === service && states.includes(line.state ?? '');

interface Following extends AsyncDisposable {
  readonly core: Core;
  readonly file: string;
}

/** The stack up and followed; down at the end. */
async function follow(name: string, services: Readonly<Record<string, object>>): Promise<Following> {
  const file = await world.stack(name, services);
  await mkdir(join(dirname(file), 'flags'));
  expect(await world.cli(['up', '-f', file])).toMatchObject({ code: 0 });
  const core = await world.core(file);
  await untilReady(world, core, { services: Object.keys(services), limit: 20_000 });
  return {
    core,
    file,
    async [Symbol.asyncDispose]() {
      await core[Symbol.asyncDispose]();
      expect(core.complaint()).toBe('');
      expect(await world.cli(['down', '-f', file])).toMatchObject({ code: 0 });
    },
  };
}

/** Writes into a container's file system from outside, past everything that watches. */
async function put(container: string, path: string, text = 'x'): Promise<void> {
  await writeFile(`/proc/${await world.mainProcess(container)}/root${path}`, text);
}

describe.concurrent('a stack whose name another stack file runs', () => {
  it('is neither shown nor healed from here', async () => {
    const file = await world.stack('twin', { web: script(undefined, { restart: 'no' }) });
    expect(await world.cli(['up', '-f', file])).toMatchObject({ code: 0 });
    const other = await world.stack('other', { web: script(undefined, { restart: 'no' }) });
    await writeFile(other, (await readFile(other, 'utf8')).replace('"other"', '"twin"'));
    await using core = await world.core(other);
    // Its first look may come after it is followed.
    await expect.poll(async () => (await core.snapshot()).snapshot, { timeout: 5_000 }).toMatchObject({ stack: 'twin', leading: false, status: { elsewhere: { message: `A stack named twin already runs from ${file}.` } } });
    expect((await core.snapshot()).snapshot.status.services).toMatchObject([{ name: 'web', state: 'stopped' }]);
    const from = core.told.length;
    const since = Date.now();
    await kill(world, 'twin-web-1');
    // The pause before a first start again is none, so a core that healed would have begun within this time.
    await delay(3_000);
    expect((await world.containers())['twin-web-1']).toBe('exited');
    expect(core.told.slice(from).filter(({ type }) => type === 'heal')).toEqual([]);
    expect((await world.events('twin')).filter(({ timestamp, event_type }) => Date.parse(timestamp) >= since && event_type.startsWith('service.'))).toEqual([]);
    expect(await world.cli(['down', '-f', file])).toMatchObject({ code: 0 });
  });
});

/** Mostly waiting, so all at once; the ten services are measured alone. */
describe.concurrent('a service that crashes', () => {
  const loop = 'if [ -e /flags/broken ]; then echo line of despair; exit 3; fi; sleep 1000000';

  it.each(['always', 'no'])('is called crash-looping, never well, and left alone at the limit; restart: %s (row 32)', async (restart) => {
    await using following = await follow(`loop-${restart}`, { broken: script(loop, { restart, volumes: ['./flags:/flags:ro'] }), user: script(undefined, { uses: ['broken'] }) });
    const { core, file } = following;
    const container = `loop-${restart}-broken-1`;
    const flag = join(dirname(file), 'flags', 'broken');
    await writeFile(flag, '');
    const from = core.told.length;
    const began = performance.now();
    await kill(world, container);
    await core.until('its end is told', isState('broken', 'failed', 'starting', 'crash-looping'), { from });
    const shown: string[] = [];
    // 200 samples over the loop, at even distances.
    for (let sample = 0; sample < 200; sample += 1) {
      const { snapshot } = await core.snapshot();
      shown.push(snapshot.status.services.find(({ name }) => name === 'broken')?.state ?? '');
      await delay(50);
    }
    expect(shown.filter((state) => state === 'ready')).toEqual([]);
    const looping = await core.until('crash-looping', isState('broken', 'crash-looping'), { from });
    expect(looping.read - began).toBeLessThan(10_000);
    expect(looping.cause).toMatch(/^\d crashes in \d+ s, last it exited with code 3/u);
    await core.until('it is given up', ({ type, phase }) => type === 'heal' && phase === 'gave-up', { from, limit: 60_000 });
    await core.until('its last lines', ({ type, message }) => type === 'note' && message?.includes('line of despair') === true, { from });
    say(`row 32, restart ${restart}: crash-looping after ${Math.round(looping.read - began)} ms`);
    const { snapshot } = await core.snapshot();
    expect(snapshot.heals['broken']).toMatchObject({ gaveUp: true });
    expect(snapshot.status.services.find(({ name }) => name === 'broken')).toMatchObject({ state: 'crash-looping', cause: expect.stringContaining('not started again until you start it') as unknown });
    expect((await world.containers())[container]).toBe('exited');
    expect(core.told.slice(from).filter(isState('user', 'failed', 'crash-looping', 'unready', 'stopped'))).toEqual([]);
    expect((await world.events(`loop-${restart}`)).filter(({ event_type }) => event_type === 'heal.gave-up')).toHaveLength(1);
    // Mended and started by a person, it is healed as before.
    await rm(flag);
    expect(await world.cli(['up', '-f', file])).toMatchObject({ code: 0 });
    await untilReady(world, core, { services: ['broken', 'user'], limit: 5000 });
    expect((await core.snapshot()).snapshot.heals['broken']).toBeUndefined();
  });

  it('says that it was out of memory, and the limit; of a child as well (row 33)', async () => {
    const hungry = 'while [ ! -e /tmp/eat ]; do sleep 0.1; done; exec tail /dev/zero';
    const parent = 'while :; do if [ -s /tmp/eat ]; then : > /tmp/eat; tail /dev/zero; fi; sleep 0.1; done';
    await using following = await follow('hungry', { main: script(hungry, { restart: 'no', mem_limit: '32mb', init: false }), parent: script(parent, { restart: 'no', mem_limit: '32mb' }) });
    const { core } = following;
    const from = core.told.length;
    await put('hungry-main-1', '/tmp/eat');
    const dead = await core.until('the end of main', isState('main', 'failed', 'crash-looping'), { from });
    expect(dead.cause).toMatch(/memory.*limit of 3[24] Mi?B/u);
    await put('hungry-parent-1', '/tmp/eat');
    const note = await core.until('the end of a child', ({ type, message }) => type === 'note' && message?.startsWith('parent: out of memory') === true, { from });
    expect(note.message).toBe('parent: out of memory, a process was killed at its limit of 32 MiB');
    expect(core.told.slice(from).filter(isState('parent', 'failed', 'stopped', 'crash-looping'))).toEqual([]);
  });
});

describe.concurrent('a service that hangs', () => {
  it('is told not to answer, frozen by the engine or stopped within, and well again afterwards (row 37)', async () => {
    await using following = await follow('hung', { web: server(), other: server() });
    const { core } = following;
    let from = core.told.length;
    let began = performance.now();
    await world.engineCall('POST', '/containers/hung-web-1/pause');
    const paused = await core.until('paused', isState('web', 'unready'), { from, limit: 10_000 });
    expect(paused.cause).toContain('does not answer');
    const pauseTook = paused.read - began;
    await world.engineCall('POST', '/containers/hung-web-1/unpause');
    await core.until('well again', isState('web', 'ready'), { from });
    const pid = await world.mainProcess('hung-web-1');
    [from, began] = [core.told.length, performance.now()];
    process.kill(pid, 'SIGSTOP');
    const hung = await core.until('hung', isState('web', 'unready'), { from, limit: 10_000 });
    expect(hung.cause).toBe('not answering: no answer within 2 s');
    say(`row 37: paused told after ${Math.round(pauseTook)} ms, hung after ${Math.round(hung.read - began)} ms`);
    process.kill(pid, 'SIGCONT');
    await core.until('well again', isState('web', 'ready'), { from, limit: 20_000 });
    expect(core.told.slice(from).filter(isState('other', 'unready', 'failed'))).toEqual([]);
  });
});

describe.concurrent('commands of others', () => {
  it('are not fought: what they stop stays stopped, what they restart is no crash, what the engine was told to stop comes back', async () => {
    await using following = await follow('shared', { db: server({ restart: 'no' }), api: server({ uses: ['db'], restart: 'no' }) });
    const { core, file } = following;
    let from = core.told.length;
    expect(await world.cli(['restart', 'db', '-f', file])).toMatchObject({ code: 0 });
    await untilReady(world, core, { services: ['db', 'api'], limit: 5000 });
    expect(core.told.slice(from).filter(({ type, state }) => type === 'heal' || state === 'failed')).toEqual([]);
    from = core.told.length;
    expect(await world.cli(['down', 'api', '-f', file])).toMatchObject({ code: 0 });
    await core.until('api is stopped', isState('api', 'stopped'), { from });
    await world.engineCall('POST', '/containers/shared-db-1/stop');
    const stopped = await core.until('db is stopped', isState('db', 'stopped'), { from });
    expect(stopped.cause).toBe('it was stopped from outside Stackyard');
    await core.until('db is back', isState('db', 'ready'), { from: core.told.indexOf(stopped) });
    expect((await core.snapshot()).snapshot.status.services.find(({ name }) => name === 'api')?.state).toBe('stopped');
    expect(core.told.slice(from).filter(({ type, state }) => type === 'service' && state === 'failed')).toEqual([]);
    expect((await world.containers())['shared-api-1']).toBeUndefined();
    // A second core tells the same, but only one of them heals and records.
    await using second = await world.core(file);
    expect([(await core.snapshot()).snapshot.leading, (await second.snapshot()).snapshot.leading]).toEqual([true, false]);
    from = core.told.length;
    const since = Date.now();
    await kill(world, 'shared-db-1');
    await core.until('db is seen to fail, and back', isState('db', 'ready'), { from: core.told.indexOf(await core.until('db fails', isState('db', 'failed'), { from })) });
    await second.until('the second core saw it', isState('db', 'failed'));
    await delay(500);
    const recorded = (await world.events('shared')).filter(({ timestamp, event_type }) => Date.parse(timestamp) >= since && ['service.failed', 'heal.started'].includes(event_type));
    expect(recorded.map(({ event_type, service_name, details }) => [event_type, service_name, details])).toEqual([['service.failed', 'db', { before: 'ready', cause: 'exited with code 137' }], ['heal.started', null, { services: ['db'] }]]);
  });
});

describe('ten services', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  const restarts = ['no', 'always', 'unless-stopped', 'on-failure'];
  /** A chain of three and a pair; the rest stands alone. */
  const uses: Readonly<Record<string, readonly string[]>> = { b: ['a'], c: ['b'], e: ['d'] };

  it('each killed in turn comes back, and nothing that does not use it is touched (row 36)', async () => {
    const services = Object.fromEntries(names.map((name, index) => [name, (index < 4 ? server : (more: object) => script(undefined, more))({ restart: restarts[index % 4], uses: uses[name] ?? [] })]));
    await using following = await follow('ten', services);
    const { core, file } = following;
    const took: number[] = [];
    const began = Date.now();
    const latencies: number[] = [];
    for (const name of names) {
      const from = core.told.length;
      const killedAt = performance.now();
      await kill(world, `ten-${name}-1`);
      const end = await core.until(`the end of ${name}`, isState(name, 'failed', 'starting'), { from });
      latencies.push((end.told ?? 0) - (await world.lastDeath(`ten-${name}-1`, began)));
      await core.until(`${name} is back`, isState(name, 'ready'), { from, limit: 30_000 });
      took.push(performance.now() - killedAt);
      const dependants = names.filter((each) => (uses[each] ?? []).includes(name));
      const others = core.told.slice(from).filter(({ type, service }) => type === 'service' && service !== name && !dependants.includes(service ?? ''));
      expect(others).toEqual([]);
    }
    await untilReady(world, core, { services: names, limit: 5000 });
    expect(Math.max(...took)).toBeLessThan(30_000);
    say(`row 36: back after ${took.map((each) => Math.round(each)).join(', ')} ms; told ${latencies.toSorted((a, b) => a - b).join(', ')} ms after the engine's event`);
    expect((await world.status(file)).services.every(({ state }) => state === 'ready')).toBe(true);
    // One history: what was told is recorded once.
    const events = (await world.events('ten')).filter(({ event_type, service_name }) => service_name === 'a' && event_type === 'service.failed');
    expect(events).toHaveLength(1);
    // At rest: asked in protocol, sampled, and little else.
    const before = await core.snapshot();
    const restedAt = performance.now();
    await delay(process.env['STACKYARD_SOAK'] === '1' ? 120_000 : 10_000);
    const after = await core.snapshot();
    const used = (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1000 / (performance.now() - restedAt);
    say(`ten services at rest: ${(used * 100).toFixed(2)} % of a core, ${Math.round(after.memory / 2 ** 20)} MiB`);
    await core[Symbol.asyncDispose]();
    await using store = await openStore(world.home);
    const metrics = await store.metrics.query({ stack: 'ten', limit: 10_000 });
    expect(new Set(metrics.map(({ metric_type }) => metric_type))).toEqual(new Set(['cpu.percent', 'memory.bytes', 'network.received', 'network.sent', 'restarts']));
    expect(new Set(metrics.map(({ service_name }) => service_name))).toEqual(new Set(names));
  });
});
