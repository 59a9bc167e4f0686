import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, parseObject } from './line-splitter.ts';
import type { SplitLine } from './line-splitter.ts';

function split(input: Buffer, size: number, limit = 1000): readonly SplitLine[] {
  const splitter = createLineSplitter(limit);
  const lines: SplitLine[] = [];
  for (let at = 0; at < input.length; at += size) lines.push(...splitter.push(input.subarray(at, at + size)));
  return [...lines, ...splitter.end()];
}
const texts = (lines: readonly SplitLine[]): readonly (string | number)[] => lines.map((line) => (line.type === 'line' ? line.bytes.toString('utf8') : line.length));

describe('createLineSplitter', () => {
  it('gives the same lines however the input is cut', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/gu, ''));
    fc.assert(
      fc.property(fc.array(line), fc.record({ end: fc.constantFrom('\n', '\r\n'), isClosed: fc.boolean() }), fc.integer({ min: 1, max: 9 }), (lines, { end, isClosed }, size) => {
        const input = Buffer.from(lines.join(end) + (isClosed ? end : ''));
        expect(texts(split(input, size))).toEqual(lines.filter((text) => text !== ''));
      }),
      { numRuns: 500 },
    );
  });

  it('drops a line that is too long, and goes on after it', () => {
    const input = Buffer.from(`one\n${'x'.repeat(5000)}\ntwo\n${'y'.repeat(2000)}`);
    for (const size of [1, 7, 999, 10_000]) expect(texts(split(input, size))).toEqual(['one', 5000, 'two', 2000]);
  });
});

describe('parseObject', () => {
  it('takes objects only', () => {
    const parse = (text: string): unknown => parseObject({ type: 'line', bytes: Buffer.from(text) });
    expect([parse('{"a":"é"}'), parse('null'), parse('[1]'), parse('7'), parse('{'), parse('')]).toEqual([{ a: 'é' }, undefined, undefined, undefined, undefined, undefined]);
  });
});
