import { expect, it } from 'vitest';
import type { PlanStepView } from '../../../services/contract/results.ts';
import { pendingOf } from './pending.ts';

const step = (kind: PlanStepView['kind'], service: string | undefined, cause: string): PlanStepView => ({ id: cause, kind, target: 't', cause, dependsOn: [], ...(service === undefined ? {} : { service }) });

it('names each service that changes, by its first cause, and none that is only waited for', () => {
  const steps = [step('create-network', undefined, 'no network'), step('create-container', 'cache', 'redis.conf changed'), step('stop-container', 'cache', 'replaced'), step('wait-ready', 'api', 'cache is new')];
  expect(pendingOf({ stack: 'shop', steps })).toEqual(new Map([['cache', 'redis.conf changed']]));
});
