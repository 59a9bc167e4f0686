import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTokens } from './tokens.ts';

const own = 'an-own-token-of-the-test';
const halfMinute = 30_000;
const tenMinutes = 600_000;

function tokensAt(start = 0) {
  const clock = { now: start };
  return { clock, tokens: createTokens(own, () => clock.now) };
}

it('who asks again with the same nonce gets the same token, for half a minute after the first time', () => {
  const { clock, tokens } = tokensAt();
  const word = tokens.link();
  clock.now = tenMinutes;
  const token = tokens.redeem(word, 'mine');
  expect(token).toMatch(/^[\w-]{43}$/);
  for (const later of [0, 1, 15_000, halfMinute]) {
    clock.now = tenMinutes + later;
    expect([later, tokens.redeem(word, 'mine')]).toEqual([later, token]);
  }
  // To have asked again does not make it longer.
  clock.now += 1;
  expect(tokens.redeem(word, 'mine')).toBeUndefined();
  expect(tokens.accepts(token ?? '')).toBe(true);
});

it.each([
  ['another nonce', 'first', 'second'],
  ['a part of the nonce', 'first', 'firs'],
  ['no nonce', 'first', undefined],
  ['a nonce where none was', undefined, 'first'],
  ['none twice', undefined, undefined],
])('a word that was spent is refused to %s', (_name, first, second) => {
  const { tokens } = tokensAt();
  const word = tokens.link();
  expect(tokens.redeem(word, first)).toMatch(/^[\w-]{43}$/);
  expect(tokens.redeem(word, second)).toBeUndefined();
});

it('a word that never was, or is too old, is refused with a nonce and again with the same', () => {
  const { clock, tokens } = tokensAt();
  const old = tokens.link();
  clock.now = tenMinutes + 1;
  for (const word of ['never', old]) expect([tokens.redeem(word, 'mine'), tokens.redeem(word, 'mine'), tokens.redeem(word)]).toEqual([undefined, undefined, undefined]);
});

it('the nonce of one word says nothing about another, nor on another server', () => {
  const { tokens } = tokensAt();
  const [first, second] = [tokens.link(), tokens.link()];
  const token = tokens.redeem(first, 'mine');
  expect(createTokens(own).redeem(first, 'mine')).toBeUndefined();
  expect(tokens.redeem(second, 'mine')).not.toBe(token);
  // Where the one ends and the other begins is part of it.
  expect(tokens.redeem(first.slice(0, -1), `${first.at(-1)}mine`)).toBeUndefined();
});

it('of more than a hundred the oldest is forgotten: its token, and that it may be told again', () => {
  const { tokens } = tokensAt();
  const words = Array.from({ length: 101 }, () => {
    const word = tokens.link();
    return { word, token: tokens.redeem(word, 'mine') ?? '' };
  });
  expect(words.map(({ word }) => tokens.redeem(word, 'mine'))).toEqual([undefined, ...words.slice(1).map(({ token }) => token)]);
  expect(words.map(({ token }) => tokens.accepts(token))).toEqual([false, ...words.slice(1).map(() => true)]);
});

it('in whatever order is asked, a word has one token at most, told to one nonce and in time', () => {
  const word = fc.nat({ max: 2 });
  const step = fc.oneof(fc.record({ word, nonce: fc.constantFrom('a', 'b', undefined) }), fc.record({ pass: fc.constantFrom(1, 20_000, halfMinute, tenMinutes) }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { clock, tokens } = tokensAt();
      const words = Array.from({ length: 3 }, () => tokens.link());
      const spent = new Map<number, { readonly token: string; readonly nonce: string | undefined; readonly at: number }>();
      for (const each of steps) {
        if ('pass' in each) {
          clock.now += each.pass;
          continue;
        }
        const token = tokens.redeem(words[each.word] ?? '', each.nonce);
        const before = spent.get(each.word);
        if (before === undefined) {
          expect(token === undefined).toBe(clock.now > tenMinutes);
          if (token !== undefined) spent.set(each.word, { token, nonce: each.nonce, at: clock.now });
        } else {
          const isRepeat = each.nonce !== undefined && each.nonce === before.nonce && clock.now - before.at <= halfMinute;
          expect(token).toBe(isRepeat ? before.token : undefined);
        }
      }
      const all = [...spent.values()].map(({ token }) => token);
      expect(new Set(all).size).toBe(all.length);
      expect(all.every((token) => tokens.accepts(token))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
