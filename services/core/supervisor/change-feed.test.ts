import { expect, it } from 'vitest';
import { createChangeFeed } from './change-feed.ts';

const note = (message: string) => ({ type: 'note' as const, message, file: '/f', stack: 's' });

async function next(items: AsyncIterator<readonly { readonly type: string; readonly sequence: number }[]>): Promise<readonly (readonly [string, number])[]> {
  const { value } = (await items.next()) as { readonly value: readonly { readonly type: string; readonly sequence: number }[] };
  return value.map(({ type, sequence }) => [type, sequence] as const);
}

it('gives what comes from now on, or after a number that was seen', async () => {
  const feed = createChangeFeed();
  const stop = new AbortController();
  feed.push(note('before'));
  const fromNow = feed.read(stop.signal)[Symbol.asyncIterator]();
  const fromStart = feed.read(stop.signal, 0)[Symbol.asyncIterator]();
  const waiting = next(fromNow);
  feed.push(note('after'));
  expect(await waiting).toEqual([['note', 2]]);
  expect(await next(fromStart)).toEqual([['note', 1], ['note', 2]]);
  stop.abort();
  expect((await fromNow.next()).done).toBe(true);
});

it('tells a reader that was left behind to look anew', async () => {
  const feed = createChangeFeed();
  const stop = new AbortController();
  for (let change = 0; change < 20_000; change += 1) feed.push(note(String(change)));
  const [first] = await next(feed.read(stop.signal, 0)[Symbol.asyncIterator]());
  expect(first?.[0]).toBe('resync');
  feed.close();
});
