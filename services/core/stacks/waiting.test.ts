import { expect, it } from 'vitest';
import type { ServiceState, ServiceStatus } from '../../contract/results.ts';
import { withWaiting, type WaitingInput } from './waiting.ts';

const service = (name: string, state: ServiceState, cause?: string): ServiceStatus => ({ name, state, replicas: { wanted: 1, ready: 0 }, image: '', ports: [], restarts: 0, ...(cause === undefined ? {} : { cause }) });
const uses = new Map([['api', ['cache', 'broker']]]);
const services = [service('cache', 'ready'), service('broker', 'starting'), service('api', 'stopped', 'created, but never started')];
type Job = WaitingInput['jobs'][number];
const up: Job = { verb: 'up', services: [], state: 'running' };

it('tells that a service which a job has not come to yet waits, and for whom', () => {
  const told = withWaiting({ services, uses, jobs: [up] });
  expect(told.waiting).toEqual({ api: 'waits for broker' });
  expect(told.services[2]).toEqual(service('api', 'waiting'));
});

it('leaves a stopped service stopped when no job starts it', () => {
  const others: readonly (readonly Job[])[] = [[], [{ ...up, state: 'done' }], [{ ...up, verb: 'down' }], [{ ...up, services: ['cache'] }]];
  for (const jobs of others) {
    expect(withWaiting({ services, uses, jobs })).toEqual({ services, waiting: {} });
  }
});

it('tells that a service waits for its turn while its image is provided, and leaves alone what is wanted nowhere', () => {
  const alone = [service('cache', 'stopped'), { ...service('spare', 'stopped'), replicas: { wanted: 0, ready: 0 } }];
  const told = withWaiting({ services: alone, uses, jobs: [up] });
  expect(told.services.map(({ state }) => state)).toEqual(['waiting', 'stopped']);
  expect(told.waiting).toEqual({ cache: 'waits for its image or its turn' });
});
