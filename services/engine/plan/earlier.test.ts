import { describe, expect, it } from 'vitest';
import { earlierOf } from '../observe/earlier.ts';
import type { Earlier, Observed, ObservedContainer } from '../observe/types.ts';
import { labels } from '../types.ts';
import { earlierWords } from './earlier.ts';
import { containerOf, dataVolume, desiredOf, emptyEngine, foreignContainer, running, topologyOf, up } from './plan.test-support.ts';

const services = [containerOf('cache', dataVolume('data')), containerOf('api', { uses: ['cache'] })];
const topology = topologyOf(services);
const desired = desiredOf(services);
const owner = (stack: string, changes: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({ [labels.stack]: stack, [labels.directory]: '/shop', [labels.file]: 'stackyard.yaml', ...changes });
const container = (stack: string, service: string, state: ObservedContainer['state'] = 'running'): ObservedContainer => ({ ...foreignContainer(`${stack}-${service}-1`, owner(stack, { [labels.service]: service })), state });
const relabelled = (changes: Readonly<Record<string, string>>): ObservedContainer => ({ ...container('store', 'cache'), labels: owner('store', { [labels.service]: 'cache', ...changes }) });
const engine = (foreign: Partial<Observed['foreign']>): Observed => ({ ...emptyEngine, foreign: { ...emptyEngine.foreign, ...foreign } });
const none: Earlier = { names: [], volumes: [] };

describe('what a stack left under a name that it had before', () => {
  it('is what its own file made, told by name', () => {
    const containers = [container('store', 'cache'), container('store', 'api', 'exited'), container('market', 'api')];
    const networks = [{ id: 'n', name: 'stackyard-kiosk', labels: owner('kiosk') }];
    expect(earlierOf(engine({ containers, networks }), topology).names).toEqual([
      { name: 'kiosk', services: [], running: [] },
      { name: 'market', services: ['api'], running: ['api'] },
      { name: 'store', services: ['api', 'cache'], running: ['cache'] },
    ]);
  });

  it.each([
    ['of another folder', relabelled({ [labels.directory]: '/else' })],
    ['of another file of the folder', relabelled({ [labels.file]: 'other.yaml' })],
    ['of its own name', container('shop', 'cache')],
    ['that Stackyard did not make', foreignContainer('store-cache-1')],
  ])('is nothing %s', (_what, other) => {
    expect(earlierOf(engine({ containers: [other] }), topology)).toEqual(none);
  });

  it('has neither network nor volume of a name under which another file of the folder has containers', () => {
    const networks = [{ id: 'n', name: 'stackyard-store', labels: owner('store') }];
    const volumes = [{ name: 'store.data', labels: owner('store') }];
    expect(earlierOf(engine({ containers: [relabelled({ [labels.file]: 'other.yaml' })], networks, volumes }), topology)).toEqual(none);
    expect(earlierOf(engine({ containers: [], networks, volumes }), topology)).toEqual({ names: [{ name: 'store', services: [], running: [] }], volumes });
  });

  it('is nothing where the name comes from a variable: such stacks stand side by side', () => {
    expect(earlierOf(engine({ containers: [container('store', 'cache')] }), { ...topology, namedByVariable: true })).toEqual(none);
  });

  it('is told with what to do', () => {
    expect(earlierWords([{ name: 'store', services: ['api', 'cache'], running: ['api', 'cache'] }])).toEqual({
      message: 'api and cache still run under store, the name that this stack had before.',
      hint: 'Stop the stack (stackyard down): that takes them along and keeps their volumes. Or name it store again.',
    });
    expect(earlierWords([{ name: 'market', services: ['api'], running: ['api'] }, { name: 'store', services: ['cache'], running: [] }])).toEqual({
      message: 'api still runs under market; containers of cache are still there under store, names that this stack had before.',
      hint: 'Stop the stack (stackyard down): that takes them along and keeps their volumes. Or name it market or store again.',
    });
    expect(earlierWords([{ name: 'store', services: ['cache'], running: [] }])?.message).toBe('Containers of cache are still there under store, the name that this stack had before.');
    expect(earlierWords([{ name: 'kiosk', services: [], running: [] }])).toBeUndefined();
  });
});

describe('up under a new name', () => {
  const earlier = (containers: readonly ObservedContainer[]): Earlier => earlierOf(engine({ containers }), topology);

  it('is refused while something runs under the old one', () => {
    expect(() => up(desired, { earlier: earlier([container('store', 'cache')]) })).toThrow(expect.objectContaining({ code: 'CONFLICT', message: 'cache still runs under store, the name that this stack had before. Nothing was changed.' }));
    expect(() => up(desired, { only: ['cache'], earlier: earlier([container('store', 'api', 'restarting')]) })).toThrow(/api still runs/);
  });

  it('is done where nothing runs any more', () => {
    expect(up(desired, { earlier: earlier([container('store', 'cache', 'exited')]) }).notes).toEqual([]);
  });

  it('says where the data is that its new volumes do not have, as long as they are new', () => {
    const volumes = [{ name: 'store.data', labels: owner('store', { [labels.volume]: 'data' }) }, { name: 'store.logs', labels: owner('store', { [labels.volume]: 'logs' }) }];
    const left = earlierOf(engine({ volumes }), topology);
    expect(up(desired, { earlier: left }).notes).toEqual(['cache begins with an empty volume shop.data: what it held before is kept in store.data, and is there again when the stack is named store.']);
    expect(up(desired, { earlier: left, observed: running(desired) }).notes).toEqual([]);
  });
});
