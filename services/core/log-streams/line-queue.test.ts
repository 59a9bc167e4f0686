import { expect, it } from 'vitest';
import { createLineQueue } from './line-queue.ts';

const line = (text: string) => ({ service: 'api', replica: 1, stream: 'stdout' as const, time: '2026-01-01T00:00:00Z', text });

it('gives lines in order, and counts those it could not keep', () => {
  const queue = createLineQueue({ lines: 3, characters: 1_000 });
  for (const text of ['a', 'b', 'c', 'd', 'e']) queue.put(line(text));
  expect(queue.take(2)).toEqual({ lines: [line('c'), line('d')], skipped: 2 });
  expect(queue.take(2)).toEqual({ lines: [line('e')], skipped: 0 });
  expect(queue.length).toBe(0);
});

it('is bounded by characters as well, but keeps one line of any length', () => {
  const queue = createLineQueue({ lines: 100, characters: 10 });
  queue.put(line('x'.repeat(50)));
  expect(queue.length).toBe(1);
  queue.put(line('y'));
  expect(queue.take(10)).toEqual({ lines: [line('y')], skipped: 1 });
});

it('stays bounded over a million lines', () => {
  const queue = createLineQueue({ lines: 1_000, characters: 1_000_000 });
  for (let index = 0; index < 1_000_000; index += 1) queue.put(line(String(index)));
  const { lines, skipped } = queue.take(5_000);
  expect(lines.at(0)?.text).toBe('999000');
  expect(lines.at(-1)?.text).toBe('999999');
  expect(skipped).toBe(999_000);
});

it('holds off a source that floods, counts what it lost, and lets a calm one through', () => {
  const queue = createLineQueue({ lines: 1_000, characters: 1_000_000 });
  const [flood, calm] = [queue.admission(), queue.admission()];
  let put = 0;
  for (let index = 0; index < 100_000; index += 1) {
    if (!flood()) continue;
    queue.put(line(String(index)));
    put += 1;
  }
  expect(put).toBeLessThan(1_000);
  expect(calm()).toBe(true);
  const { lines, skipped } = queue.take(5_000);
  expect(lines.at(0)?.text).toBe('0');
  expect(lines.length + skipped).toBe(100_000);
  expect(flood()).toBe(true);
});
