import { expect, it } from 'vitest';
import type { LogLine } from '../../services/contract/results.ts';
import { lineWords, mostTailLines, withBatch } from './log-tail.ts';

const line = (text: string): LogLine => ({ service: 'api', replica: 1, stream: 'stdout', time: '2026-01-01T00:00:00Z', text });

it('keeps the newest lines, numbered over all that came, and counts what was left out', () => {
  const first = withBatch(undefined, { lines: [line('a'), line('b')], skipped: 0 });
  const then = withBatch(first, { lines: Array.from({ length: mostTailLines }, (_, index) => line(String(index))), skipped: 7 });
  expect(first.lines.map(({ sequence }) => sequence)).toEqual([0, 1]);
  expect([then.lines.length, then.lines[0]?.text, then.lines[0]?.sequence, then.next, then.skipped]).toEqual([mostTailLines, '0', 2, mostTailLines + 2, 7]);
});

it('puts the message of a JSON line first and what else it holds after it, and leaves other lines alone', () => {
  expect(lineWords({ service: 'api', text: '', json: { time: 'now', level: 'WARN', message: 'request', service: 'api', status: 503, route: { path: '/a' } } })).toEqual({ message: 'request', rest: 'status=503 route={"path":"/a"}', level: 'warn' });
  expect(lineWords({ service: 'api', text: '{"a":1}', json: { a: 1 } })).toEqual({ message: '{"a":1}', rest: '', level: undefined });
  expect(lineWords({ service: 'api', text: 'plain' }).message).toBe('plain');
});
