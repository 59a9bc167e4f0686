import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient, EngineEventItem } from '../../services/engine/types.ts';
import { fakeEngine, stream } from '../kit/fake-engine.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { ask } from '../kit/second-engine.ts';
import { socketProxy } from '../kit/socket-proxy.ts';
import type { SocketProxy } from '../kit/socket-proxy.ts';
import { connectTo, realSocket, until } from './engine-support.ts';

/** Graceful ends: 50 in the soak run. */
const ends = process.env['STACKYARD_SOAK'] === '1' ? 50 : 15;
const prefix = `sy-engine-events-${process.pid}`;

const scratch = await scratchDirectory();
let proxy: SocketProxy;
let client: EngineClient;
beforeAll(async () => {
  proxy = await socketProxy({ upstream: realSocket, listen: scratch.file('s') });
  client = await connectTo(proxy.path);
});
afterEach(() => {
  proxy.decide = () => ({ type: 'pass' });
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

interface Watch extends AsyncDisposable {
  readonly items: readonly (EngineEventItem & { readonly seen: number })[];
  count(type: EngineEventItem['type']): number;
  names(action: string): readonly string[];
}

/** Volumes' events, as they come. */
function watch(on: EngineClient = client): Watch {
  const stop = new AbortController();
  const items: (EngineEventItem & { readonly seen: number })[] = [];
  const reading = (async () => {
    for await (const item of on.events({ type: ['volume'] }, stop.signal)) items.push({ ...item, seen: performance.now() });
  })();
  return {
    items,
    count: (type) => items.filter((item) => item.type === type).length,
    names: (action) => items.flatMap((item) => (item.type === 'event' && item.event.action === action && item.event.id.startsWith(prefix) ? [item.event.id] : [])),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await reading;
    },
  };
}

let made = 0;
/** Straight to the engine, past the proxy. */
async function makeVolume(): Promise<string> {
  const name = `${prefix}-${(made += 1)}`;
  const direct = await connectTo(realSocket);
  await direct.call({ method: 'POST', path: '/volumes/create', body: { Name: name } });
  await ask(realSocket, 'DELETE', `/volumes/${name}`);
  return name;
}

/** From each `disconnected` to the next `connected`, in milliseconds. */
function gaps(items: Watch['items']): readonly number[] {
  return items.flatMap((item, index) => (item.type === 'disconnected' ? [(items.slice(index).find((next) => next.type === 'connected')?.seen ?? Number.NaN) - item.seen] : []));
}

describe('events', () => {
  it(`misses nothing and repeats nothing over ${ends} graceful ends (row 8)`, async () => {
    await using seen = watch();
    await until('connected', () => seen.count('connected') === 1);
    const names: string[] = [];
    for (let end = 1; end <= ends; end += 1) {
      names.push(await makeVolume());
      proxy.endStreams(/\/events/u, 'graceful');
      names.push(await makeVolume(), await makeVolume());
      await until('reconnected', () => seen.count('connected') === end + 1);
    }
    names.push(await makeVolume());
    await until('the last event', () => seen.names('destroy').includes(names.at(-1) ?? ''));
    expect(seen.names('create')).toEqual(names);
    expect(seen.names('destroy')).toEqual(names);
    expect(Math.max(...gaps(seen.items))).toBeLessThan(2000);
  });

  it('lives on over resets, bad lines, half characters and a line of 5 MB (row 9)', async () => {
    proxy.decide = ({ path }) => (path.includes('/events') ? { type: 'slice', size: 1 } : { type: 'pass' });
    await using seen = watch();
    await until('connected', () => seen.count('connected') === 1);
    for (const bytes of [Buffer.from('not json\n'), Buffer.from('{"a":\n'), Buffer.from([0xe6, 0x97, 10]), Buffer.from('[]\n{"Action":"die"}\n'), Buffer.from(`${'x'.repeat(5 * 1024 * 1024)}\n`)]) {
      const skipped = seen.count('skipped');
      expect(proxy.inject(/\/events/u, bytes)).toBe(1);
      await until('a skipped line', () => seen.count('skipped') > skipped);
    }
    expect(seen.count('skipped')).toBe(6);
    const name = await makeVolume();
    await until('an event after them', () => seen.names('create').includes(name));
    expect(seen.count('connected')).toBe(1);
    proxy.endStreams(/\/events/u, 'reset');
    const missed = await makeVolume();
    const took = await until('back in step', () => seen.names('destroy').includes(missed));
    expect(took).toBeLessThan(2000);
    expect(seen.names('create').filter((each) => each === name)).toEqual([name]);
  });

  it('goes on when the subscription itself fails, and asks the engine for what it missed (row 10)', async () => {
    await using seen = watch();
    await until('connected', () => seen.count('connected') === 1);
    proxy.decide = ({ path }) => (path.includes('/events') ? { type: 'cut', after: 0 } : { type: 'pass' });
    proxy.endStreams(/\/events/u, 'graceful');
    const missed = await makeVolume();
    await until('three failures', () => seen.count('disconnected') >= 3);
    proxy.decide = () => ({ type: 'pass' });
    const took = await until('back in step', () => seen.names('destroy').includes(missed));
    expect(took).toBeLessThan(2000);
    expect(seen.names('create').filter((each) => each === missed)).toEqual([missed]);
  });

  it('notices a stream that hangs together with the engine, and takes it up again', async () => {
    await using seen = watch();
    await until('connected', () => seen.count('connected') === 1);
    proxy.decide = () => ({ type: 'hang', after: 0 });
    expect(await until('told', () => seen.count('disconnected') === 1)).toBeLessThan(7000);
    expect(seen.items.find((item) => item.type === 'disconnected')).toMatchObject({ reason: expect.stringContaining('did not answer GET /_ping') as unknown });
    proxy.decide = () => ({ type: 'pass' });
    await until('connected again', () => seen.count('connected') === 2);
  });

  it('ends at once and quietly when aborted, connected or not', async () => {
    for (const decide of [{ type: 'pass' }, { type: 'hang', after: 0 }, { type: 'cut', after: 0 }] as const) {
      proxy.decide = () => decide;
      const began = performance.now();
      const seen = watch();
      await new Promise((resolve) => void setTimeout(resolve, 30));
      await seen[Symbol.asyncDispose]();
      expect(performance.now() - began).toBeLessThan(500);
    }
    await expect.poll(() => proxy.open(/./u)).toBe(0);
  });

  it('reads the shapes of every API version, and refuses filters that the engine refuses', async () => {
    await using _engine = await fakeEngine(scratch.file('f'), {
      '/events': (request, response) => {
        if (request.url?.includes('nonsense') === true) response.writeHead(400).end('{"message":"invalid filter"}');
        else stream(['{"status":"start","id":"old","from":"redis"}\n', '{"Type":"volume","Action":"create","Actor":{"ID":"new","Attributes":{}},"timeNano":5}\n'], 'stall')(request, response);
      },
    });
    await using other = await connectTo(scratch.file('f'));
    await using seen = watch(other);
    await until('both', () => seen.count('event') === 2);
    expect(seen.items.flatMap((item) => (item.type === 'event' ? [`${item.event.type} ${item.event.action} ${item.event.id}`] : []))).toEqual(['container start old', 'volume create new']);
    await expect(other.events({ nonsense: ['x'] }, AbortSignal.timeout(5000))[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 400 });
  });
});
