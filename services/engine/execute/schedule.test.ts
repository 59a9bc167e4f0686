import * as fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { StackyardError } from '../../contract/errors.ts';
import type { PlanStep } from '../plan/types.ts';
import { schedule } from './schedule.ts';

function step(id: string, ...dependsOn: readonly string[]): PlanStep {
  return { id, kind: 'remove-network', target: id, cause: 'test', dependsOn: [...dependsOn] };
}

const quiet = { signal: new AbortController().signal, onFailure: () => undefined };

it('runs every step once, after all that it depends on, for any graph', async () => {
  const graph = fc.array(fc.array(fc.nat()), { maxLength: 25 }).map((edges) => edges.map((nodes, index) => step(String(index), ...new Set(index === 0 ? [] : nodes.map((node) => String(node % index))))));
  await fc.assert(
    fc.asyncProperty(graph, fc.scheduler(), async (steps, scheduler) => {
      const done: string[] = [];
      const run = scheduler.scheduleFunction(async (each: PlanStep) => {
        expect(each.dependsOn.filter((id) => !done.includes(id))).toEqual([]);
        done.push(each.id);
        return Promise.resolve();
      });
      const result = schedule(steps, { ...quiet, run });
      await scheduler.waitAll();
      expect(await result).toEqual({ errors: [], skipped: [] });
      expect(done.toSorted()).toEqual(steps.map((each) => each.id).toSorted());
    }),
    { numRuns: 200 },
  );
});

it('runs what is independent at the same time', async () => {
  let most = 0;
  let now = 0;
  await schedule([step('a'), step('b'), step('c', 'a', 'b')], {
    ...quiet,
    run: async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(5);
      now -= 1;
    },
  });
  expect(most).toBe(2);
});

it('begins nothing new after a failure, and lets what is in flight end', async () => {
  const ended: string[] = [];
  let failures = 0;
  const result = await schedule([step('bad'), step('slow'), step('after-slow', 'slow'), step('after-bad', 'bad')], {
    ...quiet,
    onFailure: () => {
      failures += 1;
    },
    run: async (each) => {
      if (each.id === 'bad') throw new StackyardError('SERVICE_DOWN', 'bad');
      await sleep(10);
      ended.push(each.id);
    },
  });
  expect([ended, failures]).toEqual([['slow'], 1]);
  expect(result.errors.map((error) => error.message)).toEqual(['bad']);
  expect(result.skipped.map((each) => each.id)).toEqual(['after-slow', 'after-bad']);
});

it('begins nothing after an abort', async () => {
  const result = await schedule([step('a')], { ...quiet, signal: AbortSignal.abort(), run: () => Promise.resolve() });
  expect(result).toEqual({ errors: [], skipped: [step('a')] });
});

it('reports a cycle instead of waiting for ever', async () => {
  const result = await schedule([step('a', 'b'), step('b', 'a')], { ...quiet, run: () => Promise.resolve() });
  expect(result.errors[0]?.message).toBe('The plan has a cycle: a, b.');
});
