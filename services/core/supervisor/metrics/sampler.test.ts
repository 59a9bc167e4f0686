import { expect, it } from 'vitest';
import { restartsAlone } from './sampler.ts';

it.each([
  ['between two starts', { state: 'restarting', restarts: 5 } as const, [{ restarts: 5 }]],
  ['ended after restarts', { state: 'exited', restarts: 2 } as const, [{ restarts: 2 }]],
  ['ended and never restarted', { state: 'exited', restarts: 0 } as const, []],
  ['never started', { state: 'created', restarts: 0 } as const, []],
  ['not looked at yet', undefined, []],
])('what does not run is measured by its restarts alone: %s', (_, inspection, measures) => {
  expect(restartsAlone(inspection)).toEqual(measures);
});
