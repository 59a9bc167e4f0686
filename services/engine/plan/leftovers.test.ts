import { describe, expect, it } from 'vitest';
import type { Observed, OwnContainer } from '../observe/types.ts';
import { planText } from './serialise.ts';
import { appliedOf, containerOf, desiredOf, foreignContainer, idOf, running, up, withContainer } from './plan.test-support.ts';
import { labels } from '../types.ts';
import type { HostPorts } from '../container/types.ts';

const before = desiredOf([containerOf('cache')]);
const after = desiredOf([containerOf('cache', { memoryBytes: 1 << 26 })]);
const temporary = '73686f702d63_shop-cache-1';

/** The new container of an interrupted recreate, under its temporary name. */
function leftover(of: typeof before): OwnContainer {
  const [container] = running(of).containers;
  if (container === undefined) throw new Error('the fixture has no container');
  return { ...container, id: idOf('new'), name: temporary, state: 'created', networks: { 'stackyard-shop': '' }, leftover: true };
}

function plus(observed: Observed, container: OwnContainer): Observed {
  return { ...observed, containers: [...observed.containers, container] };
}

describe('an interrupted recreate', () => {
  it('is finished where the old container still runs', () => {
    expect(planText(up(after, { observed: plus(running(before), leftover(after)), applied: appliedOf(before) }))).toBe(
      [
        '[] -> #1 stop-container shop-cache-1: memoryBytes added',
        '[1] -> #2 remove-container shop-cache-1: replaced by its new container',
        '[2] -> #3 rename-container shop-cache-1: the new container takes the name',
        '[3] -> #4 start-container shop-cache-1: memoryBytes added',
        '[4] -> #5 wait-ready cache: it was started',
      ].join('\n'),
    );
  });

  it('is finished where the old one is gone', () => {
    const observed = { ...running(before), containers: [leftover(after)] };
    expect(planText(up(after, { observed }))).toBe(
      [
        '[] -> #1 rename-container shop-cache-1: the new container takes the name',
        '[1] -> #2 start-container shop-cache-1: an earlier change was interrupted and is finished',
        '[2] -> #3 wait-ready cache: it was started',
      ].join('\n'),
    );
  });

  it('is undone where it is not wanted any more', () => {
    expect(planText(up(before, { observed: plus(running(before), leftover(after)) }))).toBe(`[] -> #1 remove-container ${temporary}: left over from an interrupted change`);
  });

  it('makes way for a new one of the same temporary name', () => {
    const third = desiredOf([containerOf('cache', { memoryBytes: 1 << 27 })]);
    const plan = up(third, { observed: plus(running(before), leftover(after)) });
    expect(plan.steps.find((step) => step.kind === 'create-container')?.dependsOn).toEqual([`remove-container/${temporary}`]);
  });
});

describe('names that are not ours', () => {
  const foreign = (observed: Partial<Observed['foreign']>): Observed => ({ ...running(desiredOf([])), foreign: { containers: [], networks: [], volumes: [], ...observed } });

  it('refuses a container name held by someone else, and says by whom', () => {
    const attempt = (own: Record<string, string>) => () => up(before, { observed: foreign({ containers: [foreignContainer('shop-cache-1', own)] }) });
    expect(attempt({})).toThrow(/shop-cache-1 is held by a container that Stackyard did not make \(73686f702d63, debian:bookworm, exited\)/);
    expect(attempt({ [labels.stack]: 'other' })).toThrow(/held by stack other/);
  });

  it('refuses a network and a volume of someone else', () => {
    const network = { id: 'n', name: 'stackyard-shop', labels: {} };
    expect(() => up(before, { observed: { ...foreign({ networks: [network] }), networks: [] } })).toThrow(/network stackyard-shop exists and was not made by Stackyard/);
    const desired = desiredOf([containerOf('cache', { mounts: [{ type: 'volume', volume: 'data', target: '/data', readOnly: false }] })]);
    expect(() => up(desired, { observed: foreign({ volumes: [{ name: 'shop.data', labels: { [labels.stack]: 'other' } }] }) })).toThrow(/volume shop.data exists and belongs to stack other/);
  });

  it('does not mind foreign names that it needs not create', () => {
    expect(up(before, { observed: { ...running(before), foreign: { containers: [foreignContainer('else')], networks: [], volumes: [] } } }).steps).toEqual([]);
  });

});

describe('a port that changes hands', () => {
  const port = { http: { container: 80, protocol: 'tcp', publish: { mode: 'fixed', hostPort: 8080, hostIp: '127.0.0.1' } } } as const;
  const at = (service: string, hostPort: number): HostPorts => ({ [service]: [{ http: { host: '127.0.0.1', port: hostPort } }] });
  const edge = containerOf('edge', { ports: port });
  const site = containerOf('site', { ports: port });

  it('is free before its new holder starts', () => {
    const plan = up(desiredOf([site], at('site', 8080)), { observed: running(desiredOf([edge], at('edge', 8080))) });
    expect(plan.steps.find((step) => step.kind === 'start-container')?.dependsOn).toContain('remove-container/shop-edge-1');
  });

  it('can be exchanged between two services, one of which uses the other', () => {
    const user = containerOf('site', { ports: port, uses: ['edge'] });
    const now = desiredOf([edge, user], { ...at('edge', 8080), ...at('site', 9090) });
    const then = desiredOf([edge, user], { ...at('edge', 9090), ...at('site', 8080) });
    const plan = up(then, { observed: running(now), applied: appliedOf(now) });
    expect(plan.steps[0]?.cause).toBe('port http 127.0.0.1:8080 → 127.0.0.1:9090');
    const seen = new Set<string>();
    for (const step of plan.steps) {
      expect(step.dependsOn.filter((id) => !seen.has(id))).toEqual([]);
      seen.add(step.id);
    }
  });

  it('stays where it is when a container is only stopped', () => {
    const desired = desiredOf([edge], at('edge', 8080));
    expect(up(desired, { observed: withContainer(running(desired), 'shop-edge-1', { state: 'exited', ports: [] }) }).steps.map((step) => step.kind)).toEqual(['start-container', 'wait-ready']);
  });
});
