import { expect, it } from 'vitest';
import { createGapFinder, type GapFinder } from './gap-finder.ts';

const begun = Date.parse('2026-01-01T00:00:00Z');
const lineAt = (milliseconds: number) => ({ service: 'api', replica: 1, stream: 'stdout' as const, time: new Date(begun + milliseconds).toISOString(), text: 'x' });

/** Five seconds of four thousand lines a second from `from` on, each seen `lag` milliseconds later. */
function flood(finder: GapFinder, from: number, lag: number): void {
  for (let at = from; at < from + 5_000; at += 0.25) expect(finder.before('one', lineAt(at), begun + at + lag)).toBeUndefined();
}

it('says that lines are missing where a flood that is read late jumps', () => {
  const finder = createGapFinder(begun);
  flood(finder, 1, 3_000);
  expect(finder.before('one', lineAt(7_500), begun + 8_100)).toMatchObject({ isGap: true, service: 'api', text: expect.stringMatching(/^lines of 2\.5 s of api may be missing/) });
  expect(finder.before('one', lineAt(7_501), begun + 8_100)).toBeUndefined();
});

it('says nothing of a pause that is read in time, of few lines, or of what was written before', () => {
  const inTime = createGapFinder(begun);
  flood(inTime, 1, 20);
  expect(inTime.before('one', lineAt(7_500), begun + 7_520)).toBeUndefined();
  const few = createGapFinder(begun);
  for (const at of [1, 2, 3]) few.before('one', lineAt(at), begun + at + 3_000);
  expect(few.before('one', lineAt(2_000), begun + 5_000)).toBeUndefined();
  const old = createGapFinder(begun + 60_000);
  flood(old, 1, 60_000);
  expect(old.before('one', lineAt(7_500), begun + 61_000)).toBeUndefined();
});

it('says nothing of a program that writes steadily but not much, however late it is read', () => {
  const finder = createGapFinder(begun);
  for (let at = 1; at < 5_000; at += 1) finder.before('one', lineAt(at), begun + at + 3_000);
  expect(finder.before('one', lineAt(7_500), begun + 10_000)).toBeUndefined();
});

it('keeps sources apart', () => {
  const finder = createGapFinder(begun);
  flood(finder, 1, 3_000);
  expect(finder.before('two', lineAt(7_500), begun + 8_100)).toBeUndefined();
});
