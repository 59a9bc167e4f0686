import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openPositions } from './positions.ts';

/** Times with many twins: several lines may carry the same one. */
const log = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 }).map((numbers) => numbers.toSorted((a, b) => a - b).map((number, index) => ({ time: `2026-01-01T00:00:0${number}.000000000Z`, text: `line ${index}` })));

it('gives each line of a source exactly once, however often reading is cut and begun again', () => {
  fc.assert(
    fc.property(log, fc.array(fc.nat(30), { maxLength: 4 }), (lines, cuts) => {
      const given: string[] = [];
      let cursor: string | undefined;
      for (const cut of [...cuts, lines.length]) {
        const positions = openPositions(cursor);
        const since = positions.restart('container')?.since ?? '';
        // The engine gives everything from that time on.
        const read = lines.filter(({ time }) => time >= since).slice(0, cut);
        for (const line of read) if (positions.take('container', line)) given.push(line.text);
        cursor = positions.cursor();
      }
      expect(given).toEqual(lines.map(({ text }) => text));
    }),
  );
});

it('keeps sources apart', () => {
  const positions = openPositions(undefined);
  const line = { time: '2026-01-01T00:00:00Z' };
  expect(positions.take('a', line)).toBe(true);
  expect(positions.take('b', line)).toBe(true);
});

it('refuses a cursor that is none', () => {
  expect(() => openPositions('later')).toThrow(SyntaxError);
  expect(() => openPositions('{"a":1}')).toThrow('Invalid input');
});
