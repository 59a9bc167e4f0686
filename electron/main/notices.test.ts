import { expect, it } from 'vitest';
import type { ServiceState } from '../../services/contract/results.ts';
import type { StackSnapshot } from '../../services/contract/views/stack-view.ts';
import { settingsSchema } from '../../services/contract/views/settings-view.ts';
import { isWanted, noticesBetween } from './notices.ts';
import { wordsOfStack } from './stack-words.ts';

const snapshot = (states: Readonly<Record<string, ServiceState>>, cause?: string): StackSnapshot => ({
  engine: { state: 'connecting' },
  status: { stack: 'shop', services: Object.entries(states).map(([name, state]) => ({ name, state, replicas: { wanted: 1, ready: 0 }, image: '', ports: [], restarts: 0, ...(cause === undefined ? {} : { cause }) })) },
  waiting: {},
  recreated: {},
  jobs: [],
  revision: '1',
  at: '2026-01-01T00:00:00.000Z',
});

it('a first look tells nothing, and neither does what stays as it was', () => {
  expect(noticesBetween(undefined, snapshot({ cache: 'failed' }))).toEqual([]);
  expect(noticesBetween(snapshot({ cache: 'failed' }), snapshot({ cache: 'crash-looping' }))).toEqual([]);
  expect(noticesBetween(snapshot({ cache: 'ready' }), snapshot({ cache: 'ready' }))).toEqual([]);
});

it('a crash is told with its cause, and leads to the service', () => {
  expect(noticesBetween(snapshot({ cache: 'ready', api: 'ready' }), snapshot({ cache: 'failed', api: 'ready' }, 'exited with code 137'))).toEqual([{ kind: 'trouble', title: 'cache failed', body: 'shop: exited with code 137', address: '/shop/services/cache' }]);
  expect(noticesBetween(snapshot({ cache: 'starting' }), snapshot({ cache: 'crash-looping' }))[0]?.title).toBe('cache keeps crashing');
});

it('a stack that became ready is told once', () => {
  expect(noticesBetween(snapshot({ cache: 'starting' }), snapshot({ cache: 'ready' }))).toEqual([{ kind: 'ready', title: 'shop is ready', body: 'All 1 services answer.', address: '/shop/stack' }]);
  expect(noticesBetween(snapshot({}), snapshot({}))).toEqual([]);
});

it.each([
  [{ states: { ready: 9 } }, 'all 9 ready', 'well'],
  [{ states: { ready: 3, starting: 2 } }, '3 of 5 ready', 'busy'],
  [{ states: { stopped: 4 } }, 'stopped', 'idle'],
  [{ states: {} }, 'stopped', 'idle'],
  [{ states: { ready: 3, failed: 1, 'crash-looping': 1 } }, '2 of 5 in trouble', 'trouble'],
  [{ states: { ready: 3 }, problem: 'stackyard.yaml:3:1 …' }, 'its file has a mistake', 'trouble'],
] as const)('%j is said as %s', (stack, words, tone) => expect(wordsOfStack(stack)).toEqual({ words, tone }));

it('a notice is told unless its kind is switched off', () => {
  const settings = { ...settingsSchema.parse({}), notifyReady: false };
  expect([isWanted({ kind: 'ready' }, undefined), isWanted({ kind: 'trouble' }, undefined)]).toEqual([true, true]);
  expect([isWanted({ kind: 'ready' }, settings), isWanted({ kind: 'trouble' }, settings)]).toEqual([false, true]);
  expect(isWanted({ kind: 'trouble' }, { ...settings, notifyTrouble: false })).toBe(false);
});
