import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../services/store/index.ts';
import { socketProxy } from '../kit/socket-proxy.ts';
import { createWorld, kill, say, script, server, untilReady } from './supervisor-support.ts';
import type { Told, World } from './supervisor-support.ts';

/** Row 43 says 10 minutes; the soak run freezes that long, `npm test` a 40th of it. */
const frozenFor = process.env['STACKYARD_SOAK'] === '1' ? 600_000 : 15_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());

const policies = { db: server({ restart: 'unless-stopped' }), api: server({ uses: ['db'], restart: 'no' }), job: script(undefined, { restart: 'on-failure' }), eager: script(undefined, { restart: 'always' }) };
const services = Object.keys(policies);
const isEngine = (state: string) => (line: Told): boolean => line.type === 'engine' && line.engine?.state === state;
const falseAlarms = (lines: readonly Told[]): readonly Told[] => lines.filter(({ type, state }) => type === 'service' && (state === 'failed' || state === 'crash-looping'));

async function recorded(stack: string, since: number): Promise<readonly string[]> {
  return (await world.events(stack)).filter(({ timestamp }) => Date.parse(timestamp) >= since).map(({ event_type }) => event_type);
}

describe('an engine that goes and comes back', () => {
  it.each([
    ['killed (row 4)', 'kill'],
    ['ended in order (row 6)', 'terminate'],
  ] as const)('%s: told at once, one restart, no crash, and what was wanted runs again whatever its restart policy', async (_, how) => {
    const name = how;
    const file = await world.stack(name, policies);
    expect(await world.cli(['up', '-f', file])).toMatchObject({ code: 0 });
    await using core = await world.core(file);
    await untilReady(world, core, { services, limit: 10_000 });
    const [from, since, goneAt] = [core.told.length, Date.now(), performance.now()];
    await world.engine[how]();
    const lost = await core.until('it is told', isEngine('lost'), { from });
    // From the call: what it takes to end in order is in it.
    expect(lost.read - goneAt).toBeLessThan(how === 'kill' ? 2000 : 6000);
    const { snapshot } = await core.snapshot();
    expect(snapshot.engine).toMatchObject({ state: 'lost', reason: expect.stringContaining(world.engine.socket) as unknown });
    await delay(2000);
    await world.engine.start();
    const took = await untilReady(world, core, { services, limit: 30_000 });
    say(`row ${how === 'kill' ? 4 : 6}: ready ${Math.round(took)} ms after the engine's return`);
    expect((await core.until('it is back', isEngine('connected'), { from })).restarted).toBe(true);
    expect(falseAlarms(core.told.slice(from))).toEqual([]);
    await core[Symbol.asyncDispose]();
    expect(core.complaint()).toBe('');
    const types = await recorded(name, since);
    expect(types.filter((type) => type.startsWith('engine.'))).toEqual(['engine.lost', 'engine.restarted']);
    expect(types.filter((type) => ['service.failed', 'service.crash-looping', 'heal.failed', 'heal.gave-up'].includes(type))).toEqual([]);
    expect(types.filter((type) => type === 'heal.started').length).toBe(1);
    expect(await world.cli(['down', '-f', file])).toMatchObject({ code: 0 });
  });

  it('is not called restarted where only the way to it was gone, and what runs is left alone', async () => {
    const file = await world.stack('cut', { db: server({ restart: 'no' }) });
    expect(await world.cli(['up', '-f', file])).toMatchObject({ code: 0 });
    const way = { upstream: world.engine.socket, listen: world.file('p') };
    const proxy = await socketProxy(way);
    await using core = await world.core(file, { socket: proxy.path });
    await untilReady(world, core, { services: ['db'], limit: 10_000 });
    const [from, since] = [core.told.length, Date.now()];
    await proxy[Symbol.asyncDispose]();
    await core.until('lost', isEngine('lost'), { from });
    await using _again = await socketProxy(way);
    const back = await core.until('it is back', isEngine('connected'), { from });
    expect([back.restarted, back.awaySeconds]).toEqual([undefined, expect.any(Number)]);
    await untilReady(world, core, { services: ['db'], limit: 10_000 });
    await core[Symbol.asyncDispose]();
    const events = (await world.events('cut')).filter(({ timestamp }) => Date.parse(timestamp) >= since);
    expect(events.map(({ event_type }) => event_type)).toEqual(['engine.lost', 'engine.back']);
    expect(events[1]?.details['message']).toBe(`it could not be reached for ${back.awaySeconds} s`);
    expect(await world.cli(['down', '-f', file])).toMatchObject({ code: 0 });
  });

  it('shows by a listing what happened while its events hung, as seen late (row 10)', async () => {
    const file = await world.stack('late', { db: server({ restart: 'no' }), api: server({ uses: ['db'], restart: 'no' }) });
    expect(await world.cli(['up', '-f', file])).toMatchObject({ code: 0 });
    await using proxy = await socketProxy({ upstream: world.engine.socket, listen: world.file('p') });
    await using core = await world.core(file, { socket: proxy.path });
    await untilReady(world, core, { services: ['db', 'api'], limit: 10_000 });
    const [from, since] = [core.told.length, Date.now()];
    proxy.decide = () => ({ type: 'hang', after: 0 });
    proxy.endStreams(/\/events/u, 'reset');
    await core.until('lost', isEngine('lost'), { from });
    await kill(world, 'late-db-1');
    await delay(300);
    proxy.decide = () => ({ type: 'pass' });
    await core.until('it is back', isEngine('connected'), { from });
    const died = await core.until('its end is told', ({ type, service, seenLate }) => type === 'service' && service === 'db' && seenLate === true, { from, limit: 2000 });
    expect(died.state).toBe('failed');
    await untilReady(world, core, { services: ['db', 'api'], limit: 30_000 });
    await core[Symbol.asyncDispose]();
    const late = (await world.events('late')).filter(({ timestamp, details }) => Date.parse(timestamp) >= since && details['seenLate'] === true);
    expect(late.map(({ event_type, service_name }) => [event_type, service_name])).toEqual([['service.failed', 'db']]);
    expect(await world.cli(['down', '-f', file])).toMatchObject({ code: 0 });
  });
});

describe('a machine that sleeps', () => {
  it(`catches up once after ${frozenFor / 1000} s, with engine and core frozen (row 43)`, { timeout: frozenFor + 120_000 }, async () => {
    const file = await world.stack('sleepy', { db: server({ restart: 'no' }), api: server({ uses: ['db'], restart: 'no' }) });
    expect(await world.cli(['up', '-f', file])).toMatchObject({ code: 0 });
    await using proxy = await socketProxy({ upstream: world.engine.socket, listen: world.file('p') });
    await using core = await world.core(file, { socket: proxy.path });
    await untilReady(world, core, { services: ['db', 'api'], limit: 10_000 });
    const [{ pid }, victim, from] = [core, await world.mainProcess('sleepy-db-1'), core.told.length];
    await world.engine.freeze();
    process.kill(pid, 'SIGSTOP');
    process.kill(victim, 'SIGKILL');
    await delay(frozenFor);
    const calls = proxy.requests.length;
    const wokeAt = Date.now();
    await world.engine.thaw();
    process.kill(pid, 'SIGCONT');
    const seen = await core.until('the end is told', ({ type, service, state }) => type === 'service' && service === 'db' && state !== 'ready', { from });
    expect((seen.told ?? 0) - wokeAt).toBeLessThan(5000);
    await untilReady(world, core, { services: ['db', 'api'], limit: 30_000 });
    say(`row 43: true ${(seen.told ?? 0) - wokeAt} ms, mended ${Date.now() - wokeAt} ms after a freeze of ${frozenFor / 1000} s`);
    expect(core.told.slice(from).filter(({ type }) => type === 'woke')).toHaveLength(1);
    await delay(2000);
    const burst = proxy.requests.slice(calls);
    const count = (match: RegExp): number => burst.filter(({ path }) => match.test(path)).length;
    // One pass over the containers' statistics, not one for each that was missed.
    expect(count(/\/stats/u)).toBeLessThanOrEqual(4);
    expect(burst.length).toBeLessThan(150);
    await core[Symbol.asyncDispose]();
    await using store = await openStore(world.home);
    const samples = await store.metrics.query({ stack: 'sleepy', since: new Date(wokeAt - 500).toISOString() });
    expect(new Set(samples.map(({ timestamp }) => timestamp)).size).toBeLessThanOrEqual(2);
    expect(await world.cli(['down', '-f', file])).toMatchObject({ code: 0 });
  });
});
