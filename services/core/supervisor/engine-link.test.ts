import { expect, it } from 'vitest';
import type { EngineClient, EngineEventItem } from '../../engine/index.ts';
import type { Session } from '../session.ts';
import { linkEngine } from './engine-link.ts';

const absent: EngineEventItem = { type: 'disconnected', reason: 'connection refused', absent: true };
const connected: EngineEventItem = { type: 'connected' };

/** What the handlers are told of these items, as one word each. `lives`: which process of the engine answers at each connection; none where nothing tells. */
async function toldOf(items: readonly EngineEventItem[], lives: readonly string[] = []): Promise<{ readonly told: readonly string[]; readonly filters: readonly unknown[] }> {
  const told: string[] = [];
  const filters: unknown[] = [];
  const done = Promise.withResolvers<void>();
  const [...left] = lives;
  const client = {
    info: { address: 'unix:///engine.sock', source: 'test', engineVersion: '1', apiVersion: '1.41' },
    call: async () => {
      const life = left.shift();
      return life === undefined ? Promise.reject(new Error('no network bridge')) : Promise.resolve({ Id: life, Created: '2026-01-31T09:00:00Z' });
    },
    async *events(filter: unknown, signal: AbortSignal) {
      filters.push(filter);
      yield* items;
      done.resolve();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  } as unknown as EngineClient;
  const session = { engine: async () => Promise.resolve(client) } as unknown as Session;
  await using _link = linkEngine(session, { connected: (_client, { first, restarted, mayHaveEnded }) => told.push(`${first ? 'first' : 'again'}${restarted ? ', restarted' : mayHaveEnded ? ', perhaps restarted' : ''}`), lost: () => told.push('lost'), event: ({ action }) => told.push(action) });
  await done.promise;
  return { told, filters };
}

it('an engine that answers from the beginning was never away', async () => {
  expect((await toldOf([connected])).told).toEqual(['first']);
});

it('an engine that was not running is told as lost once, and as restarted when another process of it is back', async () => {
  expect((await toldOf([connected, absent, absent, connected], ['one', 'two'])).told).toEqual(['first', 'lost', 'again, restarted']);
});

it('an engine of which only the socket was away was not restarted', async () => {
  expect((await toldOf([connected, absent, connected], ['one', 'one'])).told).toEqual(['first', 'lost', 'again']);
});

it('one that was restarted before its loss could be told is known as well', async () => {
  expect((await toldOf([connected, { type: 'disconnected', reason: 'the engine ended the stream' }, connected], ['one', 'two'])).told).toEqual(['first', 'again, restarted']);
});

it.each([
  ['never', [connected, absent, connected], [], ['first', 'lost', 'again, perhaps restarted']],
  ['before the first connection', [absent, connected], ['one'], ['lost', 'first, perhaps restarted']],
])('where nothing told the process %s, an engine that was not there may have been restarted', async (...[, items, lives, told]) => {
  expect((await toldOf(items, lives)).told).toEqual(told);
});

it('a stream that is taken up again at once is a reconnection that tells of no loss', async () => {
  expect((await toldOf([connected, { type: 'disconnected', reason: 'the engine ended the stream' }, connected])).told).toEqual(['first', 'again']);
});

it('events of commands in containers are not subscribed to', async () => {
  const [filter] = (await toldOf([connected])).filters as readonly { readonly event: readonly string[] }[];
  expect(filter?.event).toContain('die');
  expect(filter?.event.filter((action) => action.startsWith('exec'))).toEqual([]);
});
