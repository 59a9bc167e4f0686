import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContainerService } from '../../topology/types.ts';
import type { Desired, HostPorts } from '../container/types.ts';
import { planDown } from './down.ts';
import { applyPlan, modelEngine, observeModel } from './model.test-support.ts';
import type { ModelEngine } from './model.test-support.ts';
import { containerOf, desiredOf, up } from './plan.test-support.ts';
import type { Plan } from './types.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** Uses only earlier names, so that there is no cycle. */
const service = (index: number): fc.Arbitrary<ContainerService> =>
  fc
    .record({
      uses: fc.subarray(names.slice(0, index)),
      scale: fc.integer({ min: 1, max: 3 }),
      volume: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
      level: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ uses, scale, volume, level }) =>
      containerOf(names[index] ?? 'x', {
        uses,
        scale,
        environment: { LEVEL: String(level) },
        ports: { http: { container: 80, protocol: 'tcp', publish: { mode: 'auto', wanted: 80 } } },
        mounts: volume === undefined ? [] : [{ type: 'volume', volume, target: '/data', readOnly: false }],
      }),
    );

const services = fc.tuple(...names.map((_, index) => service(index))).chain((all) => fc.subarray(all).map((some) => some.map((each) => ({ ...each, uses: each.uses.filter((used) => some.some((other) => other.name === used)) }))));

/** Ports are dealt out anew each time, so that they change hands between services. */
const stack: fc.Arbitrary<Desired> = fc.tuple(services, fc.shuffledSubarray(Array.from({ length: 18 }, (_, index) => 8000 + index), { minLength: 18 })).map(([chosen, ports]) => {
  const left = [...ports];
  const hostPorts: HostPorts = Object.fromEntries(chosen.map((each) => [each.name, Array.from({ length: each.scale }, () => ({ http: { host: '127.0.0.1', port: left.pop() ?? 0 } }))]));
  return desiredOf(chosen, hostPorts);
});

const order = fc.infiniteStream(fc.nat()).map((stream) => (count: number) => count === 0 ? 0 : (stream.next().value ?? 0) % count);

function plan(engine: ModelEngine, desired: Desired): Plan {
  engine.ready.clear();
  return up(desired, { observed: observeModel(engine) });
}

function expectReached(engine: ModelEngine, desired: Desired): void {
  const wanted = Object.values(desired.services).flatMap((each) => (each.type === 'container' ? each.containers : []));
  const found = [...engine.containers.values()].map(({ name, state, desired: { hash } }) => ({ name, state, hash }));
  const byName = (left: { name: string }, right: { name: string }): number => left.name.localeCompare(right.name);
  expect(found.toSorted(byName)).toEqual(wanted.map(({ name, hash }) => ({ name, state: 'running', hash })).toSorted(byName));
}

describe('a plan', () => {
  it('leads from any stack to any other, in any order its edges allow, and then there is nothing to do', () => {
    fc.assert(
      fc.property(fc.array(stack, { minLength: 1, maxLength: 3 }), order, (stacks, choose) => {
        const engine = modelEngine();
        for (const desired of stacks) {
          applyPlan(engine, plan(engine, desired), { choose });
          expectReached(engine, desired);
          expect(plan(engine, desired).steps).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('may be cut off after any step: the next one finishes', () => {
    fc.assert(
      fc.property(fc.tuple(stack, stack), fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }), order, ([from, to], cuts, choose) => {
        const engine = modelEngine();
        applyPlan(engine, plan(engine, from), { choose });
        for (const limit of cuts) applyPlan(engine, plan(engine, to), { choose, limit });
        applyPlan(engine, plan(engine, to), { choose });
        expectReached(engine, to);
        expect(plan(engine, to).steps).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never removes a volume, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(stack, { minLength: 1, maxLength: 4 }), order, (stacks, choose) => {
        const engine = modelEngine();
        for (const desired of stacks) {
          const before = [...engine.volumes.keys()];
          applyPlan(engine, plan(engine, desired), { choose });
          const uses = Object.fromEntries(Object.values(desired.services).map((each) => [each.name, each.uses]));
          applyPlan(engine, planDown({ stack: 'shop', observed: observeModel(engine), uses }), { choose });
          expect([...engine.volumes.keys()]).toEqual(expect.arrayContaining(before));
          expect(engine.containers.size).toBe(0);
          expect(engine.network).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});
