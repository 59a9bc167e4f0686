import { expect, it } from 'vitest';
import type { PlanStepView } from '../../services/contract/results.ts';
import { jobProgress } from './job-progress.ts';

const step = (id: string): PlanStepView => ({ id, kind: 'create-container', target: id, cause: 'not there yet', dependsOn: [] });

it('keeps the order of the plan and the newest phase of each step and layer', () => {
  const planned = jobProgress(undefined, { items: [{ type: 'plan', steps: [step('a'), step('b')] }] });
  const later = jobProgress(planned, {
    items: [
      { type: 'step', step: step('b'), phase: 'started' },
      { type: 'step', step: step('b'), phase: 'done', seconds: 2 },
      { type: 'image', image: 'redis', layer: 'x', phase: 'pulling', current: 1, total: 4 },
      { type: 'image', image: 'redis', layer: 'x', phase: 'pulling', current: 3, total: 4 },
    ],
    end: { state: 'done' },
  });
  expect([...later.steps.values()].map(({ step: { id }, phase }) => `${id} ${phase}`)).toEqual(['a planned', 'b done']);
  expect([...later.layers.values()]).toMatchObject([{ current: 3, total: 4 }]);
  expect([planned.end, later.end]).toEqual([undefined, { state: 'done' }]);
});
