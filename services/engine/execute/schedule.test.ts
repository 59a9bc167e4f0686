import * as fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { StackyardError } from '../../contract/errors.ts';
import type { PlanStep } from '../plan/types.ts';
import { schedule } from './schedule.ts';

function step(id: string, ...dependsOn: readonly string[]): PlanStep {
  return { id, kind: 'remove-network', target: id, cause: 'test', dependsOn: [...dependsOn] };
}

const quiet = { signal: new AbortController().signal, isFatal: () => false, onFatal: () => undefined };

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

const failing = async (code: 'SERVICE_DOWN' | 'ENGINE_UNREACHABLE') => {
  const ended: string[] = [];
  let fatal = 0;
  const result = await schedule([step('bad'), step('slow'), step('after-slow', 'slow'), step('after-bad', 'bad'), step('after-both', 'after-slow', 'after-bad')], {
    ...quiet,
    isFatal: (error) => error.code === 'ENGINE_UNREACHABLE',
    onFatal: () => {
      fatal += 1;
    },
    run: async (each) => {
      if (each.id === 'bad') throw new StackyardError(code, 'bad');
      await sleep(10);
      ended.push(each.id);
    },
  });
  return { ended, fatal, errors: result.errors.map(({ message }) => message), skipped: result.skipped.map(({ step: each, failed }) => [each.id, failed?.id]) };
};

it('a failure takes what depends on it with it, and nothing else', async () => {
  expect(await failing('SERVICE_DOWN')).toEqual({ ended: ['slow', 'after-slow'], fatal: 0, errors: ['bad'], skipped: [['after-bad', 'bad'], ['after-both', 'bad']] });
});

it('begins nothing new after a fatal failure, and lets what is in flight end', async () => {
  expect(await failing('ENGINE_UNREACHABLE')).toEqual({ ended: ['slow'], fatal: 1, errors: ['bad'], skipped: [['after-slow', undefined], ['after-bad', 'bad'], ['after-both', 'bad']] });
});

it('what is done and what is not is told by the failures alone, for any graph', async () => {
  const graph = fc.array(fc.tuple(fc.array(fc.nat()), fc.boolean()), { maxLength: 20 }).map((nodes) => nodes.map(([edges, fails], index) => ({ fails, step: step(String(index), ...new Set(index === 0 ? [] : edges.map((node) => String(node % index)))) })));
  await fc.assert(
    fc.asyncProperty(graph, async (nodes) => {
      const bad = new Set(nodes.filter(({ fails }) => fails).map(({ step: each }) => each.id));
      const done: string[] = [];
      const { skipped } = await schedule(nodes.map(({ step: each }) => each), {
        ...quiet,
        run: async (each) => {
          if (bad.has(each.id)) throw new StackyardError('SERVICE_DOWN', each.id);
          done.push(each.id);
          return Promise.resolve();
        },
      });
      const blocked = new Set<string>();
      for (const { step: each } of nodes) if (each.dependsOn.some((id) => blocked.has(id) || bad.has(id))) blocked.add(each.id);
      expect(done.toSorted()).toEqual(nodes.map(({ step: each }) => each.id).filter((id) => !blocked.has(id) && !bad.has(id)).toSorted());
      expect(skipped.map(({ step: each }) => each.id).toSorted()).toEqual([...blocked].toSorted());
      expect(skipped.filter(({ failed }) => failed === undefined)).toEqual([]);
    }),
  );
});

it('begins nothing after an abort', async () => {
  const result = await schedule([step('a')], { ...quiet, signal: AbortSignal.abort(), run: () => Promise.resolve() });
  expect(result).toEqual({ errors: [], skipped: [{ step: step('a') }] });
});

it('a step that was cancelled is not told as the cause of what was left out', async () => {
  const controller = new AbortController();
  const run = (): Promise<void> => {
    controller.abort();
    return Promise.reject(new StackyardError('CANCELLED', 'Cancelled.'));
  };
  const { skipped } = await schedule([step('a'), step('b', 'a')], { ...quiet, signal: controller.signal, run });
  expect(skipped).toEqual([{ step: step('b', 'a') }]);
});

it('reports a cycle instead of waiting for ever', async () => {
  const result = await schedule([step('a', 'b'), step('b', 'a')], { ...quiet, run: () => Promise.resolve() });
  expect(result.errors[0]?.message).toBe('The plan has a cycle: a, b.');
});
