import { expect, test } from 'vitest';
import type { ServiceState, ServiceStatus } from '../../contract/results.ts';
import type { Topology } from '../../topology/types.ts';
import { withHeldBack } from './held-back.ts';

const status = (name: string, state: ServiceState, cause?: string): ServiceStatus => ({ name, state, replicas: { wanted: 1, ready: 0 }, image: '', ports: [], restarts: 0, ...(cause === undefined ? {} : { cause }) });
const using = (uses: Readonly<Record<string, readonly string[]>>): Pick<Topology, 'services'> => ({ services: Object.fromEntries(Object.entries(uses).map(([name, used]) => [name, { name, uses: used }])) }) as unknown as Pick<Topology, 'services'>;
const topology = using({ sick: [], fine: [], api: ['sick', 'fine'], page: ['api', 'sick'], alone: [] });
const all = new Map(['sick', 'fine', 'api', 'page', 'alone'].map((name) => [name, true]));
const causes = (services: readonly ServiceStatus[], wanted = all) => Object.fromEntries(withHeldBack(services, topology, wanted).map(({ name, cause }) => [name, cause]));

test('what was not started behind one that is not ready names it, and so does what stands behind that', () => {
  expect(causes([status('sick', 'unready', 'no answer'), status('fine', 'ready'), status('api', 'stopped'), status('page', 'stopped'), status('alone', 'stopped')])).toEqual({
    sick: 'no answer',
    fine: undefined,
    api: 'not started, since sick is not ready',
    page: 'not started, since api, sick are not ready',
    alone: undefined,
  });
});

test('what nobody wants to run, has its own cause, or waits for what is on its way, keeps its words', () => {
  expect(causes([status('sick', 'failed'), status('api', 'stopped')], new Map())).toMatchObject({ api: undefined });
  expect(causes([status('sick', 'failed'), status('api', 'stopped', 'created, but never started')])).toMatchObject({ api: 'created, but never started' });
  expect(causes([status('sick', 'starting'), status('api', 'stopped')])).toMatchObject({ api: undefined });
  expect(causes([status('sick', 'failed'), status('api', 'starting')])).toMatchObject({ api: undefined });
});
