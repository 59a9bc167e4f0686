import { expect, test } from 'vitest';
import { beginOfLife } from './container.ts';

test('lines that a process says before the engine has noted its start are of this life', () => {
  const first = beginOfLife({ StartedAt: '2026-11-27T05:41:05.517753925Z', FinishedAt: '0001-01-01T00:00:00Z' });
  expect(first).toBeLessThan(Date.parse('2026-11-27T05:41:05.516152388Z'));
});

test('lines of the life before are not', () => {
  const ended = '2026-11-27T05:41:05.400000000Z';
  expect(beginOfLife({ StartedAt: '2026-11-27T05:41:05.517753925Z', FinishedAt: ended })).toBe(Date.parse(ended));
});
