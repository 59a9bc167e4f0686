import { expect, it, vi } from 'vitest';
import { chunkLines, createLogBuffer, type LogBuffer } from './log-buffer.ts';
import { runFilter, type LineFilter } from './log-filter.ts';
import { FilterError, type MatchClient } from './match-client.ts';
import { matchTexts } from './matching.ts';

const matcher: MatchClient = {
  match(filter, texts) {
    const answer = matchTexts({ id: 1, filter, texts });
    return 'matches' in answer ? Promise.resolve(answer.matches) : Promise.reject(new FilterError(answer.failure));
  },
  close: () => undefined,
};

function add(buffer: LogBuffer, count: number): void {
  const from = buffer.next;
  buffer.append(Array.from({ length: count }, (_, index) => ({ service: (from + index) % 2 === 0 ? 'api' : 'worker', replica: 1, stream: 'stdout' as const, time: '2026-11-26T10:00:00Z', text: `line ${from + index}` })));
}

function run(buffer: LogBuffer, filter: Partial<LineFilter>) {
  const running = runFilter({ buffer, filter: { minimum: 'none', ...filter }, matcher, onChange: () => undefined });
  running.start();
  return running;
}

it('shows what matches by service and text, and goes on with what comes', async () => {
  const buffer = createLogBuffer();
  add(buffer, chunkLines * 2);
  const running = run(buffer, { services: new Set(['api']), text: { text: '7', isExpression: false, matchCase: false } });
  await vi.waitFor(() => expect(running.current.looked).toBe(buffer.next));
  const expected = () => Array.from({ length: buffer.next }, (_, index) => index).filter((index) => index % 2 === 0 && String(index).includes('7'));
  expect(running.current.sequences).toEqual(expected());
  add(buffer, 500);
  running.start();
  await vi.waitFor(() => expect(running.current.looked).toBe(buffer.next));
  expect(running.current.sequences).toEqual(expected());
});

it('forgets lines that the buffer dropped', async () => {
  const buffer = createLogBuffer(chunkLines);
  add(buffer, 10);
  const running = run(buffer, {});
  await vi.waitFor(() => expect(running.current.looked).toBe(10));
  add(buffer, chunkLines * 4);
  running.start();
  await vi.waitFor(() => expect(running.current.looked).toBe(buffer.next));
  expect(running.current.sequences[0]).toBe(buffer.first);
  expect(running.current.sequences).toHaveLength(buffer.next - buffer.first);
});

it('says why a filter cannot be used', async () => {
  const buffer = createLogBuffer();
  add(buffer, 10);
  const running = run(buffer, { text: { text: '[', isExpression: true, matchCase: false } });
  await vi.waitFor(() => expect(running.current.failure).toMatch(/regular expression/i));
  expect(running.current.sequences).toEqual([]);
});
