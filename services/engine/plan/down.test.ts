import { describe, expect, it } from 'vitest';
import { planDown } from './down.ts';
import { planRestart } from './restart.ts';
import { planText } from './serialise.ts';
import { containerOf, dataVolume, desiredOf, emptyEngine, processOf, running, withContainer } from './plan.test-support.ts';

const services = [containerOf('cache', dataVolume('data')), containerOf('api', { uses: ['cache'] }), containerOf('edge', { uses: ['api'] })];
const desired = desiredOf(services);
const uses = { cache: [], api: ['cache'], edge: ['api'] };
const common = { stack: 'shop', uses };

describe('down', () => {
  it('stops users before what they use, then removes all but the volumes', () => {
    expect(planText(planDown({ ...common, observed: running(desired) }))).toBe(
      [
        '[] -> #1 stop-container shop-edge-1: the stack goes down',
        '[1] -> #2 stop-container shop-api-1: the stack goes down',
        '[2] -> #3 stop-container shop-cache-1: the stack goes down',
        '[3] -> #4 remove-container shop-cache-1: the stack goes down',
        '[2] -> #5 remove-container shop-api-1: the stack goes down',
        '[1] -> #6 remove-container shop-edge-1: the stack goes down',
        '[4 5 6] -> #7 remove-network stackyard-shop: the stack goes down',
        'note: 1 volume is kept with all data.',
      ].join('\n'),
    );
  });

  it('keeps the order across a service that does not run', () => {
    const plan = planDown({ ...common, observed: withContainer(running(desired), 'shop-api-1', { state: 'exited' }) });
    expect(plan.steps.find((step) => step.id === 'stop-container/shop-cache-1')?.dependsOn).toEqual(['stop-container/shop-edge-1']);
    expect(plan.steps.find((step) => step.id === 'remove-container/shop-api-1')?.dependsOn).toEqual([]);
  });

  it('stops everything at once when the stack file is gone', () => {
    const plan = planDown({ ...common, uses: {}, observed: running(desired) });
    expect(plan.steps.filter((step) => step.kind === 'stop-container').map((step) => step.dependsOn)).toEqual([[], [], []]);
  });

  it('takes only the named services and leaves the network', () => {
    expect(planText(planDown({ ...common, observed: running(desired), only: ['edge'] }))).toBe(
      ['[] -> #1 stop-container shop-edge-1: it was asked to go down', '[1] -> #2 remove-container shop-edge-1: it was asked to go down'].join('\n'),
    );
  });

  it('refuses named services that are there under a name from before, and nothing else for them', () => {
    const earlier = [{ name: 'store', services: ['api', 'old'], running: ['api'] }];
    const downOf = (...only: readonly string[]) => () => planDown({ ...common, observed: running(desired), earlier, only });
    expect(downOf('cache', 'api')).toThrow(expect.objectContaining({ code: 'CONFLICT', message: 'api still runs under store, the name that this stack had before. Nothing was changed.', hint: expect.stringContaining('stackyard down') as string }));
    expect(downOf('old')).toThrow(/Containers of old are still there under store/);
    expect(downOf('cache')().steps.map(({ service }) => service)).toContain('cache');
    expect(downOf('cahce')).toThrow(expect.objectContaining({ code: 'USAGE', hint: 'Did you mean cache? Its services are: cache, api, edge.' }));
  });

  it('stops host processes in the same order', () => {
    const plan = planDown({ ...common, uses: { ...uses, web: ['edge'] }, observed: running(desired), processes: { web: { running: true } } });
    expect(planText(plan)).toContain('[] -> #1 stop-process web: the stack goes down\n[1] -> #2 stop-container shop-edge-1');
  });

  it('has nothing to do on an empty engine', () => {
    expect(planDown({ ...common, observed: emptyEngine }).steps).toEqual([]);
  });
});

describe('restart', () => {
  it('stops in one order and starts in the other', () => {
    expect(planText(planRestart({ desired, observed: running(desired), only: ['cache', 'api'] }))).toBe(
      [
        '[] -> #1 stop-container shop-api-1: restart was asked for',
        '[1] -> #2 stop-container shop-cache-1: restart was asked for',
        '[2] -> #3 start-container shop-cache-1: restart was asked for',
        '[3] -> #4 wait-ready cache: restart was asked for',
        '[1 4] -> #5 start-container shop-api-1: restart was asked for',
        '[5] -> #6 wait-ready api: restart was asked for',
      ].join('\n'),
    );
  });

  it('says what has nothing to restart', () => {
    expect(() => planRestart({ desired, observed: emptyEngine })).toThrow(/Nothing of stack shop/);
    const some = { ...running(desired), containers: running(desired).containers.filter((each) => each.service === 'cache') };
    expect(planRestart({ desired, observed: some }).notes).toEqual(['api has nothing to restart; stackyard up creates it.', 'edge has nothing to restart; stackyard up creates it.']);
  });

  it('restarts a host process', () => {
    expect(planText(planRestart({ desired: desiredOf([processOf('web')]), observed: emptyEngine, processes: { web: { running: true } } }))).toBe(
      ['[] -> #1 stop-process web: restart was asked for', '[1] -> #2 start-process web: restart was asked for', '[2] -> #3 wait-ready web: restart was asked for'].join('\n'),
    );
  });
});
