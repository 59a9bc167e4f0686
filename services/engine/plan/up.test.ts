import { describe, expect, it } from 'vitest';
import { planHeal } from './heal.ts';
import { planText } from './serialise.ts';
import { appliedOf, containerOf, dataVolume, desiredOf, imagesOf, processOf, running, shopNetwork, up, withContainer } from './plan.test-support.ts';
import type { ContainerService } from '../../topology/types.ts';

const cache = (changes: Partial<ContainerService> = {}): ContainerService => containerOf('cache', { ...dataVolume('cache-data'), ...changes });
const api = (changes: Partial<ContainerService> = {}): ContainerService => containerOf('api', { uses: ['cache'], ...changes });
const redisConf = (memory: string): Pick<ContainerService, 'files'> => ({ files: [{ path: '/etc/redis/redis.conf', content: `appendonly yes\nmaxmemory ${memory}\n`, secret: true }] });

describe('up on an empty engine', () => {
  it('creates all at once and starts a user when what it uses is ready', () => {
    expect(planText(up(desiredOf([cache(), api()])))).toBe(
      [
        '[] -> #1 create-network stackyard-shop: the stack has no network',
        '[] -> #2 create-volume shop.cache-data: cache has no volume cache-data',
        '[1 2] -> #3 create-container shop-cache-1: cache has no container 1',
        '[3] -> #4 start-container shop-cache-1: it is new',
        '[4] -> #5 wait-ready cache: it was started',
        '[1] -> #6 create-container shop-api-1: api has no container 1',
        '[6 5] -> #7 start-container shop-api-1: it is new',
        '[7] -> #8 wait-ready api: it was started',
      ].join('\n'),
    );
  });

  it('provides one image once for the services that share it', () => {
    const desired = desiredOf([containerOf('a'), containerOf('b')]);
    const image = { reference: 'shared:1', cause: 'shared:1 is pulled: it is not on this engine' };
    const steps = up(desired, { images: imagesOf(desired, { a: image, b: image }) }).steps;
    expect(steps.filter((step) => step.kind === 'provide-image')).toMatchObject([{ id: 'provide-image/shared:1', services: ['a', 'b'] }]);
    expect(steps.filter((step) => step.kind === 'create-container').map((step) => step.dependsOn)).toEqual([
      ['create-network/stackyard-shop', 'provide-image/shared:1'],
      ['create-network/stackyard-shop', 'provide-image/shared:1'],
    ]);
  });

  it('applies declared resources before users start', () => {
    expect(planText(up(desiredOf([cache({ resources: { queues: ['invoices'] } }), api()])))).toContain(
      ['[5] -> #6 apply-resources cache: it was started', '[1] -> #7 create-container shop-api-1: api has no container 1', '[7 6] -> #8 start-container shop-api-1: it is new'].join('\n'),
    );
  });

  it('starts every replica and waits once for all of them', () => {
    expect(planText(up(desiredOf([containerOf('worker', { scale: 2 })])))).toBe(
      [
        '[] -> #1 create-network stackyard-shop: the stack has no network',
        '[1] -> #2 create-container shop-worker-1: worker has no container 1',
        '[2] -> #3 start-container shop-worker-1: it is new',
        '[1] -> #4 create-container shop-worker-2: worker has no container 2',
        '[4] -> #5 start-container shop-worker-2: it is new',
        '[3 5] -> #6 wait-ready worker: it was started',
      ].join('\n'),
    );
  });

  it('takes only the named services and what they use', () => {
    const desired = desiredOf([cache(), api(), containerOf('other')]);
    expect(up(desired, { only: ['api'] }).steps.map((step) => step.service)).not.toContain('other');
    expect(() => up(desired, { only: ['ap'] })).toThrow(/no service named ap/);
  });

  it('starts a host process after what it uses is ready', () => {
    expect(planText(up(desiredOf([cache(), processOf('web', { uses: ['cache'] })])))).toContain('[5] -> #6 start-process web: it does not run\n[6] -> #7 wait-ready web: it was started');
  });
});

describe('up on what runs already', () => {
  it('has nothing to do when nothing changed', () => {
    const desired = desiredOf([cache({ resources: { queues: ['a'] } }), api({ scale: 2 })]);
    expect(up(desired, { observed: running(desired), applied: appliedOf(desired) }).steps).toEqual([]);
  });

  it('recreates only what changed, and says which line of which file', () => {
    const before = desiredOf([cache(redisConf('128mb')), api()]);
    const after = desiredOf([cache(redisConf('256mb')), api()]);
    expect(planText(up(after, { observed: running(before), applied: appliedOf(before) }))).toBe(
      [
        '[] -> #1 create-container 73686f702d63_shop-cache-1: redis.conf changed: maxmemory 128mb → 256mb',
        '[1] -> #2 stop-container shop-cache-1: redis.conf changed: maxmemory 128mb → 256mb',
        '[2] -> #3 remove-container shop-cache-1: replaced by its new container',
        '[3] -> #4 rename-container shop-cache-1: the new container takes the name',
        '[4] -> #5 start-container shop-cache-1: redis.conf changed: maxmemory 128mb → 256mb',
        '[5] -> #6 wait-ready cache: it was started',
      ].join('\n'),
    );
  });

  it('falls back to the name of the field without the applied spec', () => {
    const observed = running(desiredOf([cache(redisConf('128mb'))]));
    expect(up(desiredOf([cache(redisConf('256mb'))]), { observed }).steps[0]?.cause).toBe('redis.conf changed');
  });

  it('keeps the old user running until what it uses is ready again', () => {
    const before = desiredOf([cache(), api()]);
    const after = desiredOf([cache({ memoryBytes: 64 << 20 }), api({ environment: { LEVEL: 'debug' } })]);
    const text = planText(up(after, { observed: running(before), applied: appliedOf(before) }));
    expect(text).toContain('[5] -> #6 wait-ready cache: it was started');
    expect(text).toContain('[7 6] -> #8 stop-container shop-api-1: environment LEVEL added');
  });

  it.each([
    ['exited', 'it is stopped'],
    ['created', 'it was created but never started'],
    ['paused', 'it is paused'],
  ] as const)('starts a container that is %s', (state, cause) => {
    const desired = desiredOf([containerOf('solo')]);
    expect(planText(up(desired, { observed: withContainer(running(desired), 'shop-solo-1', { state }) }))).toBe(
      `[] -> #1 start-container shop-solo-1: ${cause}\n[1] -> #2 wait-ready solo: it was started`,
    );
  });

  it('replaces what was made from a stack file that is gone, and heals it as it is', () => {
    const desired = desiredOf([containerOf('cache')]);
    const observed = withContainer(running(desired), 'shop-cache-1', { goneFile: '/shop/old.yaml', state: 'exited' });
    expect(up(desired, { observed }).steps[0]).toMatchObject({ kind: 'create-container', cause: 'it was made from /shop/old.yaml, which is gone' });
    const heal = planHeal({ desired, observed, images: imagesOf(desired), applied: () => undefined, services: ['cache'] });
    expect(heal.steps.map(({ kind }) => kind)).toEqual(['start-container', 'wait-ready']);
  });

  it('of some services says what it leaves as made from a stack file that is gone', () => {
    const desired = desiredOf([cache(), api(), containerOf('web')]);
    const goneFile = '/shop/old.yaml';
    const now = running(desired);
    const observed = { ...now, containers: now.containers.map((each) => ({ ...each, goneFile })) };
    expect(up(desired, { observed, only: ['web'] }).notes).toEqual([`api and cache are still known as made from ${goneFile}, which is gone: stackyard up without names takes the whole stack over.`]);
    expect(up(desired, { observed, only: ['web', 'api'] }).notes).toEqual([]);
    expect(up(desiredOf([cache(), processOf('web')]), { observed: { ...observed, containers: observed.containers.filter(({ service }) => service === 'web') }, only: ['web'] }).notes).toEqual([]);
    expect(up(desired, { observed }).notes).toEqual([]);
  });

  it('replaces a dead container without trying to stop it', () => {
    const desired = desiredOf([containerOf('solo')]);
    const plan = up(desired, { observed: withContainer(running(desired), 'shop-solo-1', { state: 'dead' }) });
    expect(plan.steps.map((step) => step.kind)).toEqual(['create-container', 'remove-container', 'rename-container', 'start-container', 'wait-ready']);
  });

  it('waits for one that keeps restarting', () => {
    const desired = desiredOf([containerOf('solo')]);
    expect(planText(up(desired, { observed: withContainer(running(desired), 'shop-solo-1', { state: 'restarting' }) }))).toBe('[] -> #1 wait-ready solo: it keeps restarting');
  });

  it('asks a running service again before a user of it starts', () => {
    const desired = desiredOf([cache(), api()]);
    expect(planText(up(desired, { observed: withContainer(running(desired), 'shop-api-1', { state: 'exited' }) }))).toBe(
      ['[] -> #1 wait-ready cache: api uses it', '[1] -> #2 start-container shop-api-1: it is stopped', '[2] -> #3 wait-ready api: it was started'].join('\n'),
    );
  });

  it('applies changed resources without touching the container', () => {
    const before = desiredOf([cache({ resources: { queues: ['a'] } })]);
    const after = desiredOf([cache({ resources: { queues: ['a', 'b'] } })]);
    expect(planText(up(after, { observed: running(before), applied: appliedOf(before) }))).toBe(
      '[] -> #1 wait-ready cache: its declared resources changed\n[1] -> #2 apply-resources cache: its declared resources changed',
    );
  });

  it('scales up and down without touching the other replicas', () => {
    const [one, two] = [desiredOf([containerOf('worker')]), desiredOf([containerOf('worker', { scale: 2 })])];
    expect(planText(up(two, { observed: running(one) }))).toBe(
      ['[] -> #1 create-container shop-worker-2: worker has no container 2', '[1] -> #2 start-container shop-worker-2: it is new', '[2] -> #3 wait-ready worker: it was started'].join('\n'),
    );
    expect(planText(up(one, { observed: running(two) }))).toBe(
      ['[] -> #1 stop-container shop-worker-2: scale of worker is now 1', '[1] -> #2 remove-container shop-worker-2: scale of worker is now 1'].join('\n'),
    );
  });

  it('removes a service that left the file and keeps its volume', () => {
    const before = desiredOf([cache(), containerOf('solo')]);
    expect(planText(up(desiredOf([containerOf('solo')]), { observed: running(before) }))).toBe(
      [
        '[] -> #1 stop-container shop-cache-1: cache is no longer in the stack',
        '[1] -> #2 remove-container shop-cache-1: cache is no longer in the stack',
        'note: Volume shop.cache-data is kept with its data: cache is no longer in the stack.',
      ].join('\n'),
    );
  });

  it('keeps the old volume when a mount names another one', () => {
    const before = desiredOf([containerOf('cache', dataVolume('cache-data'))]);
    const after = desiredOf([containerOf('cache', dataVolume('cache-new'))]);
    const plan = up(after, { observed: running(before), applied: appliedOf(before) });
    expect(plan.notes).toEqual(['Volume shop.cache-data is kept with its data: cache no longer mounts it.']);
    expect(plan.steps.map((step) => step.kind)).toContain('create-volume');
  });

  it('replaces a container whose image was built or pulled anew', () => {
    const desired = desiredOf([containerOf('api')]);
    const images = imagesOf(desired, { api: { reference: 'api:1', id: 'sha256:aaaabbbbccccdddd' } });
    expect(up(desired, { observed: running(desired), images }).steps[0]?.cause).toBe('image api:1 changed: api → aaaabbbbcccc');
    const rebuilt = imagesOf(desired, { api: { reference: 'api:2', cause: 'source in ./api changed' } });
    expect(planText(up(desired, { observed: running(desired), images: rebuilt }))).toContain('[1] -> #2 create-container 73686f702d61_shop-api-1: source in ./api changed');
  });

  it('leaves a running container alone whose image was untagged', () => {
    const desired = desiredOf([containerOf('api')]);
    const observed = withContainer(running(desired), 'shop-api-1', { image: `sha256:${'ab'.repeat(32)}` });
    expect(up(desired, { observed, images: imagesOf(desired, { api: { reference: 'api:1' } }) }).steps).toEqual([]);
  });

  it('replaces containers of a network that was made anew', () => {
    const desired = desiredOf([containerOf('solo')]);
    const observed = { ...running(desired), networks: [{ ...shopNetwork, id: 'network-2' }] };
    expect(up(desired, { observed }).steps[0]?.cause).toBe('network stackyard-shop was made anew');
  });

  it('restarts a host process only when its command or environment changed, or it keeps ending', () => {
    const web = processOf('web');
    const desired = desiredOf([web]);
    const hash = desired.services['web']?.type === 'process' ? desired.services['web'].hash : '';
    expect(up(desired, { processes: { web: { running: true, hash } } }).steps).toEqual([]);
    expect(planText(up(desired, { processes: { web: { running: true, hash: 'older' } } }))).toBe(
      ['[] -> #1 stop-process web: its command or environment changed', '[1] -> #2 start-process web: its command or environment changed', '[2] -> #3 wait-ready web: it was started'].join('\n'),
    );
    expect(planText(up(desired, { processes: { web: { running: true, hash, failing: true } } }))).toBe(
      ['[] -> #1 stop-process web: it keeps ending', '[1] -> #2 start-process web: it keeps ending', '[2] -> #3 wait-ready web: it was started'].join('\n'),
    );
    expect(planText(up(desiredOf([]), { processes: { web: { running: true, hash } } }))).toBe('[] -> #1 stop-process web: web is no longer a process of the stack');
  });

  it('waits for services known not to be ready', () => {
    const desired = desiredOf([containerOf('solo')]);
    expect(planText(up(desired, { observed: running(desired), unready: new Set(['solo']) }))).toBe('[] -> #1 wait-ready solo: it is not ready');
  });
});
