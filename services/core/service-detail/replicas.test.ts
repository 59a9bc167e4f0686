import { expect, it } from 'vitest';
import type { Inspection } from '../../engine/index.ts';
import { containerOf, desiredOf, running } from '../../engine/plan/plan.test-support.ts';
import { containerReplicas, processReplicas } from './replicas.ts';

const { containers } = running(desiredOf([containerOf('web', { scale: 2 }), containerOf('other')]));
const inspected = (state: Inspection['state'], startedAt = '2026-01-01T10:00:00Z'): Inspection => ({ id: '', name: '', state, exitCode: 3, oomKilled: false, error: '', startedAt, finishedAt: '', restarts: 0, memoryBytes: 0, labels: {} });
const withStates = (...states: readonly Inspection[]) => containerReplicas('web', containers.toReversed(), new Map(containers.slice(0, 2).map(({ id }, index) => [id, states[index] ?? inspected('running')])));

it('tells the containers of a service in their order, with an exit code only of those that do not run', () => {
  expect(withStates(inspected('running'), inspected('exited'))).toMatchObject([
    { replica: 1, name: 'shop-web-1', state: 'running', startedAt: '2026-01-01T10:00:00Z' },
    { replica: 2, name: 'shop-web-2', state: 'exited', exitCode: 3 },
  ]);
  expect(withStates(inspected('running'))[0]).not.toHaveProperty('exitCode');
});

it('does not take the zero time of a container that never started for a start', () => {
  expect(withStates(inspected('created', '0001-01-01T00:00:00Z'))[0]).not.toHaveProperty('startedAt');
});

it('leaves out what an interrupted recreate left', () => {
  expect(containerReplicas('web', containers.map((each) => ({ ...each, leftover: true })), new Map())).toEqual([]);
});

it('tells a host process in the same words', () => {
  expect(processReplicas(undefined)).toEqual([]);
  expect(processReplicas({ name: 'web', state: 'running', pid: 812, restarts: 0, since: '2026-01-01T10:00:00Z' })).toEqual([{ replica: 1, name: '812', id: '812', state: 'running', startedAt: '2026-01-01T10:00:00Z' }]);
  expect(processReplicas({ name: 'web', state: 'crash-looping', restarts: 3, since: '2026-01-01T10:00:00Z', lastExit: { code: 1, signal: null, at: '2026-01-01T10:00:00Z' } })).toEqual([{ replica: 1, name: '', id: '', state: 'crash-looping', exitCode: 1 }]);
});
