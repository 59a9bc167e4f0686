import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { endOnSignals } from './signals.ts';

it('the first signal ends in good order, the next one, of whatever kind, at once', () => {
  const source = new EventEmitter();
  const told: string[] = [];
  endOnSignals({ end: (signal) => void told.push(`end by ${signal}`), force: (code) => void told.push(`force ${code}`) }, source);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM']) source.emit(signal);
  expect(told).toEqual(['end by SIGTERM', 'force 130', 'force 143']);
});
