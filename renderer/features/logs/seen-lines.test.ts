import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogLine } from '../../../services/contract/results.ts';
import { createLogBuffer } from './log-buffer.ts';
import { newestSeen } from './seen-lines.ts';

const begin = Date.parse('2026-01-01T00:00:00.000Z');
const isoOf = (milliseconds: number): string => new Date(begin + milliseconds).toISOString();
const lines = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: 4_000 }), service: fc.constantFrom('api', 'cache'), text: fc.constantFrom('a', 'b') }), { maxLength: 60 })
  .map((given) => given.toSorted((one, other) => one.at - other.at).map(({ at, service, text }): LogLine => ({ service, replica: 1, stream: 'stdout', time: isoOf(at), text })));

it('a stream that fails anywhere goes on without a gap and without a line twice', () => {
  fc.assert(
    fc.property(lines, fc.nat(60), (written, cut) => {
      const buffer = createLogBuffer();
      buffer.append(written.slice(0, cut));
      const seen = newestSeen(buffer);
      const again = seen === undefined ? written : written.filter(({ time }) => time >= seen.since).filter((line) => !seen.take(line));
      buffer.append(again);
      const there = Array.from({ length: buffer.next }, (_, sequence) => buffer.line(sequence)).map((line) => `${line?.time} ${line?.service} ${line?.text}`);
      expect(there).toEqual(written.map(({ time, service, text }) => `${Date.parse(time)} ${service} ${text}`));
    }),
  );
});

it('a row that tells of a gap is no place to go on from', () => {
  const buffer = createLogBuffer();
  buffer.append([{ service: '', replica: 0, stream: 'stdout', time: '', text: '3 lines are missing', isGap: true }]);
  expect(newestSeen(buffer)).toBeUndefined();
  buffer.append([{ service: 'api', replica: 1, stream: 'stdout', time: isoOf(5), text: 'x' }]);
  expect(newestSeen(buffer)?.since).toBe(isoOf(5));
});
