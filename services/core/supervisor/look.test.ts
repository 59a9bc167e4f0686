import { expect, it } from 'vitest';
import type { Inspection, OwnContainer } from '../../engine/index.ts';
import { nothingSeen, withEnding, type Sight } from './look.ts';

const started = Date.parse('2026-01-31T09:00:00Z');
const inspection: Inspection = { id: 'c1', name: 'shop-cache-1', state: 'running', exitCode: 0, oomKilled: false, error: '', startedAt: '2026-01-31T09:00:00Z', finishedAt: '0001-01-01T00:00:00Z', restarts: 0, memoryBytes: 0, labels: {} };
const sight: Sight = { ...nothingSeen, containers: [{ id: 'c1', state: 'running' } as OwnContainer], inspections: new Map([['c1', inspection]]) };

it('an end that was told is seen before the engine can be asked', () => {
  const ended = withEnding(sight, 'c1', { time: started + 5_000, exitCode: 137, outOfMemory: true, startsAgain: false });
  expect(ended?.inspections.get('c1')).toMatchObject({ state: 'exited', exitCode: 137, oomKilled: true, finishedAt: '2026-01-31T09:00:05.000Z' });
  expect(ended?.containers[0]?.state).toBe('exited');
  expect(sight.inspections.get('c1')?.state).toBe('running');
});

it('one that the engine starts again is on its way, and not failed', () => {
  expect(withEnding(sight, 'c1', { time: started + 1, exitCode: 1, outOfMemory: false, startsAgain: true })?.inspections.get('c1')?.state).toBe('restarting');
});

it('an end of before the last start, or of a container that does not run, changes nothing', () => {
  expect(withEnding(sight, 'c1', { time: started - 1, exitCode: 1, outOfMemory: false, startsAgain: false })).toBeUndefined();
  expect(withEnding(sight, 'c2', { time: started + 1, exitCode: 1, outOfMemory: false, startsAgain: false })).toBeUndefined();
});
