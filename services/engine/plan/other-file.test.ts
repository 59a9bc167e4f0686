import { describe, expect, it } from 'vitest';
import type { Observed } from '../observe/types.ts';
import { planDown } from './down.ts';
import { otherFileWords } from './other-file.ts';
import { appliedOf, containerOf, dataVolume, desiredOf, emptyEngine, imagesOf, running, up, withContainer } from './plan.test-support.ts';
import { planHeal } from './heal.ts';
import { planRestart } from './restart.ts';
import { planText } from './serialise.ts';

const services = [containerOf('cache', dataVolume('data')), containerOf('files', dataVolume('uploads')), containerOf('api')];
const desired = desiredOf(services);
const uses = { cache: [], files: [], api: [] };
const beside = (observed: Observed): Observed => ({ ...observed, others: ['/shop/other.yaml'] });
const conflict = expect.objectContaining({
  code: 'CONFLICT',
  message: 'A stack named shop already runs from /shop/other.yaml.',
  hint: 'Give this one another name in its stack file, or stop that one with stackyard down -f /shop/other.yaml.',
}) as Error;

describe('a name that another stack file runs', () => {
  it.each<[string, (observed: Observed) => unknown]>([
    ['up', (observed) => up(desired, { observed })],
    ['up of one service', (observed) => up(desired, { observed, only: ['api'] })],
    ['restart', (observed) => planRestart({ desired, observed })],
    ['heal', (observed) => planHeal({ desired, observed, images: imagesOf(desired), applied: () => undefined, services: ['api'] })],
  ])('is refused by %s, also where something of this one is there', (_verb, plan) => {
    expect(() => plan(beside(emptyEngine))).toThrow(conflict);
    expect(() => plan(beside(running(desired)))).toThrow(conflict);
  });

  it('is refused by down where nothing of this one is there', () => {
    expect(() => planDown({ stack: 'shop', uses, observed: beside(emptyEngine) })).toThrow(conflict);
  });

  it('goes down by what is this one\'s, and no further, where both were mixed up', () => {
    const { containers, ...rest } = running(desired);
    const observed = beside({ ...rest, containers: containers.filter(({ service }) => service === 'api') });
    expect(planText(planDown({ stack: 'shop', uses, observed }))).toBe(
      [
        '[] -> #1 stop-container shop-api-1: the stack goes down',
        '[1] -> #2 remove-container shop-api-1: the stack goes down',
        'note: What /shop/other.yaml runs under the same name stays.',
        'note: 2 volumes are kept with all data.',
      ].join('\n'),
    );
    expect(planDown({ stack: 'shop', uses, observed: beside(emptyEngine), processes: { web: { running: true } } }).steps.map(({ id }) => id)).toEqual(['stop-process/web']);
  });

  it('is told with a command that a shell takes', () => {
    expect(otherFileWords('shop', "/my shop/it's.yaml").hint).toContain(String.raw`stackyard down -f '/my shop/it'\''s.yaml'.`);
  });
});

describe('volumes that another stack file made', () => {
  const made = (...names: readonly string[]): Observed['volumes'] => desired.volumes.map(({ name, labels }) => ({ name, labels, ...(names.includes(name) ? { madeBy: '/copy/stackyard.yaml' } : {}) }));
  const notes = (observed: Observed, only?: readonly string[]): readonly string[] => up(desired, { observed, applied: appliedOf(desired), ...(only === undefined ? {} : { only }) }).notes;

  it('are told to who begins to use them', () => {
    expect(notes({ ...emptyEngine, volumes: made('shop.data') })).toEqual([
      'Volume shop.data was made by /copy/stackyard.yaml and is used with its data: stacks of one name share their volumes. Give this one another name to begin with volumes of its own.',
    ]);
    expect(notes({ ...emptyEngine, volumes: made('shop.data', 'shop.uploads') })).toEqual([
      'Volumes shop.data and shop.uploads were made by /copy/stackyard.yaml and are used with their data: stacks of one name share their volumes. Give this one another name to begin with volumes of its own.',
    ]);
  });

  it('are not told where they are not used, or were used before', () => {
    const volumes = made('shop.data');
    expect(notes({ ...emptyEngine, volumes }, ['files'])).toEqual([]);
    expect(notes({ ...running(desired), volumes })).toEqual([]);
    expect(notes(withContainer({ ...running(desired), volumes }, 'shop-cache-1', { hash: 'other', state: 'exited' }))).toEqual([]);
  });
});
