import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPageSession, type PageSessionOptions } from './page-session.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Answer = Awaited<ReturnType<PageSessionOptions['fetch']>>;

const lost = (): Promise<Answer> => Promise.reject(new TypeError('Failed to fetch'));
const cut = async (): Promise<Answer> => ({ ok: true, json: () => Promise.reject(new TypeError('network error')) });
const refused = async (): Promise<Answer> => ({ ok: false, json: async () => ({ error: 'this link was used or is too old' }) });
const given = (token: string) => async (): Promise<Answer> => ({ ok: true, json: async () => ({ token }) });

/** A tab whose requests are answered in turn; the last answer is that to all which follow. */
function opened({ kept = new Map<string, string>(), answers }: { readonly kept?: Map<string, string>; readonly answers: readonly (() => Promise<Answer>)[] }) {
  const asked: { readonly at: number; readonly start: string; readonly nonce: string }[] = [];
  const begin = Date.now();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
  const fetch: PageSessionOptions['fetch'] = (_path, { body }) => {
    asked.push({ at: Date.now() - begin, ...(JSON.parse(body) as { readonly start: string; readonly nonce: string }) });
    return (answers[asked.length - 1] ?? answers.at(-1) ?? lost)();
  };
  return { kept, asked, session: (fragment: string) => createPageSession({ fragment, storage, fetch }) };
}

async function settled<Value>(promise: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [[result]] = await Promise.all([Promise.allSettled([promise]), vi.runAllTimersAsync()]);
  return result;
}

it.each([
  ['the connection was cut', lost],
  ['the answer was cut', cut],
])('where %s, the same is asked again by itself, with growing pauses', async (_name, failure) => {
  const { kept, asked, session } = opened({ answers: [failure, failure, failure, given('t')] });
  expect(await settled(session('#start=word').protocols())).toEqual({ status: 'fulfilled', value: ['orpc', 'stackyard.t'] });
  expect(asked.map(({ at }) => at)).toEqual([0, 100, 300, 700]);
  expect(new Set(asked.map(({ start, nonce }) => `${start} ${nonce}`)).size).toBe(1);
  // Neither word nor nonce is kept once there is an answer.
  expect([...kept]).toEqual([['stackyard.token', 't']]);
});

it('a refusal is an answer: it is not asked again, and the token of before stays', async () => {
  const { kept, asked, session } = opened({ kept: new Map([['stackyard.token', 'before']]), answers: [refused] });
  const page = session('#start=word');
  for (let time = 0; time < 2; time += 1) expect(await settled(page.protocols())).toMatchObject({ value: ['orpc', 'stackyard.before'] });
  expect(asked).toHaveLength(1);
  expect([...kept.keys()]).toEqual(['stackyard.token']);
  const none = opened({ answers: [lost, refused] });
  expect(await settled(none.session('#start=word').protocols())).toMatchObject({ reason: { code: 'REFUSED_FOR_SAFETY' } });
  expect([none.asked.length, none.kept.size]).toEqual([2, 0]);
});

it('after some times it is told as lost; the next dial and the page after a reload ask with the same nonce', async () => {
  const first = opened({ answers: [lost] });
  const page = first.session('#start=word');
  for (let dial = 0; dial < 2; dial += 1) expect(await settled(page.protocols())).toMatchObject({ reason: { message: 'Failed to fetch' } });
  expect(first.asked).toHaveLength(10);
  const reloaded = opened({ kept: first.kept, answers: [given('t')] });
  expect(await settled(reloaded.session('').protocols())).toMatchObject({ value: ['orpc', 'stackyard.t'] });
  expect(new Set([...first.asked, ...reloaded.asked].map(({ nonce }) => nonce)).size).toBe(1);
  // The same link pasted into that tab is that word as well.
  const pasted = opened({ kept: new Map([['stackyard.start', JSON.stringify({ start: 'word', nonce: 'kept' })]]), answers: [given('t')] });
  await settled(pasted.session('').takeLink('#start=word'));
  expect(pasted.asked).toEqual([{ at: 0, start: 'word', nonce: 'kept' }]);
});

it('a link that comes while another has no answer takes its place, with a nonce of its own', async () => {
  const { kept, asked, session } = opened({ answers: [lost, lost, given('t')] });
  const page = session('#start=word');
  const dialled = page.protocols();
  const taken = page.takeLink('#start=other');
  await settled(Promise.all([dialled, taken]));
  expect(asked.slice(0, 3).map(({ start }) => start)).toEqual(['word', 'other', 'other']);
  expect(asked[0]?.nonce).not.toBe(asked[1]?.nonce);
  expect([...kept]).toEqual([['stackyard.token', 't']]);
});

it('the answer to one link does not forget the other, which came meanwhile and has none yet', async () => {
  const first = Promise.withResolvers<Answer>();
  const { kept, asked, session } = opened({ answers: [() => first.promise, lost, given('newer')] });
  const page = session('#start=word');
  const dialled = page.protocols();
  const taken = page.takeLink('#start=other');
  await vi.advanceTimersByTimeAsync(50);
  first.resolve(await given('older')());
  await settled(Promise.all([dialled, taken]));
  expect(asked.map(({ start }) => start)).toEqual(['word', 'other', 'other']);
  expect([...kept]).toEqual([['stackyard.token', 'newer']]);
});

it('a nonce has 128 random bits and is no other’s', async () => {
  const random = vi.spyOn(crypto, 'getRandomValues');
  const nonces = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const { asked, session } = opened({ answers: [given('t')] });
      await session('#start=word').protocols();
      return asked[0]?.nonce ?? '';
    }),
  );
  expect(random.mock.calls.every(([bytes]) => (bytes as ArrayBufferView).byteLength * 8 >= 128)).toBe(true);
  expect(random).toHaveBeenCalledTimes(200);
  random.mockRestore();
  expect(new Set(nonces).size).toBe(200);
  // The server takes no other for one.
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{22,64}$/);
});

it('a tab without a link asks nothing', async () => {
  const { asked, session } = opened({ answers: [given('t')] });
  const page = session('#/shop/stack');
  expect(await settled(page.protocols())).toMatchObject({ reason: { code: 'REFUSED_FOR_SAFETY' } });
  await page.takeLink('#/shop/logs');
  expect(asked).toEqual([]);
});
