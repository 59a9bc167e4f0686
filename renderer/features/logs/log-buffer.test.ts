import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogLine } from '../../../services/contract/results.ts';
import { chunkLines, createLogBuffer } from './log-buffer.ts';

const line = (index: number, more: Partial<LogLine> = {}): LogLine => ({ service: 'api', replica: 1, stream: 'stdout', time: new Date(1_764_000_000_000 + index).toISOString(), text: `line ${index}`, ...more });

it('gives back what was appended', () => {
  const arbitrary = fc.record({ service: fc.constantFrom('api', 'cache', '__proto__', 'ünï'), replica: fc.integer({ min: 1, max: 255 }), stream: fc.constantFrom('stdout' as const, 'stderr' as const), text: fc.string() });
  fc.assert(
    fc.property(fc.array(arbitrary, { maxLength: 50 }), (given) => {
      const buffer = createLogBuffer();
      const lines = given.map((each, index) => line(index, each));
      buffer.append(lines);
      for (const [sequence, { service, replica, stream, text, time }] of lines.entries()) {
        expect(buffer.line(sequence)).toMatchObject({ sequence, service, replica, stream, text, time: Date.parse(time) });
      }
      expect(buffer.line(lines.length)).toBeUndefined();
    }),
  );
});

it('keeps the newest lines and numbers them on', () => {
  const buffer = createLogBuffer(chunkLines);
  const count = chunkLines * 5 + 10;
  buffer.append(Array.from({ length: count }, (_, index) => line(index)));
  expect(buffer.next).toBe(count);
  expect(buffer.next - buffer.first).toBeGreaterThanOrEqual(chunkLines);
  expect(buffer.next - buffer.first).toBeLessThanOrEqual(chunkLines * 2);
  expect(buffer.text(buffer.first)).toBe(`line ${buffer.first}`);
  expect(buffer.text(count - 1)).toBe(`line ${count - 1}`);
  expect(buffer.text(buffer.first - 1)).toBeUndefined();
});

it('tells wanted lines by service and least level', () => {
  const buffer = createLogBuffer();
  buffer.append([line(0, { text: 'INFO started' }), line(1, { service: 'cache', text: '[error] no' }), line(2, { text: 'plain' })]);
  const wanted = (services: readonly string[] | undefined, minimum: 'none' | 'warning') => [0, 1, 2].filter((sequence) => buffer.isWanted(sequence, services && new Set(services), minimum));
  expect(wanted(undefined, 'none')).toEqual([0, 1, 2]);
  expect(wanted(['api'], 'none')).toEqual([0, 2]);
  expect(wanted(undefined, 'warning')).toEqual([1]);
  expect(wanted(['api'], 'warning')).toEqual([]);
});

it('keeps fractions of a millisecond in order and survives text that is no time', () => {
  const buffer = createLogBuffer();
  buffer.append([line(0, { time: '2026-11-26T10:04:11.482000100Z' }), line(1, { time: '2026-11-26T10:04:11.482900000Z' }), line(2, { time: 'yesterday' })]);
  expect(buffer.line(0)?.time).toBeCloseTo(Date.parse('2026-11-26T10:04:11.482Z') + 0.0001, 3);
  expect(buffer.line(1)?.time).toBeGreaterThan(buffer.line(0)?.time ?? Infinity);
  expect(buffer.line(2)?.time).toBeNaN();
});
