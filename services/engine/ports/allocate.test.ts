import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContainerService, Port } from '../../topology/types.ts';
import { containerOf, desiredOf, emptyEngine, foreignContainer, processOf, running, topologyOf } from '../plan/plan.test-support.ts';
import { labels } from '../types.ts';
import { allocatePorts } from './allocate.ts';
import type { AllocateInput, PortCheck } from './types.ts';

function web(name: string, publish: Port['publish'], changes: Partial<ContainerService> = {}): ContainerService {
  return containerOf(name, { ports: { http: { container: 80, protocol: 'tcp', publish } }, ...changes });
}

const auto = (wanted: number): Port['publish'] => ({ mode: 'auto', wanted });
const fixed = (hostPort: number): Port['publish'] => ({ mode: 'fixed', hostPort, hostIp: '127.0.0.1' });
const taken = (...ports: readonly number[]): PortCheck => ({ isFree: ({ port }) => !ports.includes(port), holder: (port) => `process 812 (port ${port})` });

async function allocate(services: Parameters<typeof topologyOf>[0], changes: Partial<AllocateInput> = {}) {
  return allocatePorts({ topology: topologyOf(services), observed: emptyEngine, remembered: {}, check: taken(), ...changes });
}

const numbers = (allocation: Awaited<ReturnType<typeof allocate>>): Record<string, (number | undefined)[]> =>
  Object.fromEntries(Object.entries(allocation.hostPorts).map(([service, replicas]) => [service, replicas.map((ports) => ports['http']?.port)]));

describe('an automatic port', () => {
  it('is the standard one where free; none for what is not published', async () => {
    const allocation = await allocate([web('a', auto(80)), web('b', { mode: 'none' })]);
    expect(allocation).toEqual({ hostPorts: { a: [{ http: { host: '127.0.0.1', port: 80 } }] }, remember: {}, changes: [] });
  });

  it('is the next free one where the standard one is held, is told once and remembered', async () => {
    const allocation = await allocate([web('a', auto(8080))], { check: taken(8080, 8081) });
    expect(numbers(allocation)).toEqual({ a: [8082] });
    expect(allocation.remember).toEqual({ 'a.http': 8082 });
    expect(allocation.changes).toEqual([{ service: 'a', replica: 1, port: 'http', wanted: 8080, given: 8082, cause: '8080 is held by process 812 (port 8080)' }]);
    const again = await allocate([web('a', auto(8080))], { remembered: allocation.remember });
    expect([numbers(again), again.changes]).toEqual([{ a: [8082] }, []]);
  });

  it('is another one for each replica', async () => {
    expect(numbers(await allocate([web('a', auto(8080), { scale: 3 })]))).toEqual({ a: [8080, 8081, 8082] });
    expect(numbers(await allocate([web('a', fixed(8080), { scale: 2 })]))).toEqual({ a: [8080, 8081] });
  });

  it('does not take what another service of the stack remembers or holds', async () => {
    const services = [web('a', auto(8080)), web('b', auto(8080))];
    expect(numbers(await allocate(services, { remembered: { 'b.http': 8080 } }))).toEqual({ a: [8081], b: [8080] });
    const observed = running(desiredOf([web('b', auto(8080))], { b: [{ http: { host: '127.0.0.1', port: 8080 } }] }));
    expect(numbers(await allocate(services, { observed, check: taken(8080) }))).toEqual({ a: [8081], b: [8080] });
  });

  it('leaves the port of a host process to it', async () => {
    const process = processOf('front', { ports: { http: { container: 3000, protocol: 'tcp', publish: { mode: 'none' } } } });
    expect(numbers(await allocate([web('a', auto(3000)), process]))).toEqual({ a: [3001] });
  });

  it('is free where the stack holds it under a name that it had before', async () => {
    const own = { [labels.stack]: 'store', [labels.directory]: '/shop', [labels.file]: 'stackyard.yaml' };
    const holder = (directory: string) => ({ ...foreignContainer('store-a-1', { ...own, [labels.directory]: directory }), ports: [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 8080 }] });
    const observed = (directory: string) => ({ ...emptyEngine, foreign: { ...emptyEngine.foreign, containers: [holder(directory)] } });
    expect(numbers(await allocate([web('a', fixed(8080))], { observed: observed('/shop'), check: taken(8080) }))).toEqual({ a: [8080] });
    await expect(allocate([web('a', fixed(8080))], { observed: observed('/else'), check: taken(8080) })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  });

  it('is free where another stack file of the name holds it: the plan says whose name it is', async () => {
    const own = { [labels.stack]: 'shop', [labels.directory]: '/shop', [labels.file]: 'other.yaml' };
    const holder = { ...foreignContainer('shop-a-1', own), ports: [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 8080 }] };
    const observed = { ...emptyEngine, others: ['/shop/other.yaml'], foreign: { ...emptyEngine.foreign, containers: [holder] } };
    expect(numbers(await allocate([web('a', fixed(8080))], { observed, check: taken(8080) }))).toEqual({ a: [8080] });
  });

  it('follows a changed standard port', async () => {
    const observed = running(desiredOf([web('a', auto(80))], { a: [{ http: { host: '127.0.0.1', port: 80 } }] }));
    expect(numbers(await allocate([web('a', auto(90))], { observed, check: taken(80) }))).toEqual({ a: [90] });
  });
});

describe('a fixed port', () => {
  it('that is held is an error with holder and next free port', async () => {
    await expect(allocate([web('a', fixed(8080))], { check: taken(8080, 8081) })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: 'Port 127.0.0.1:8080 for a.http is held by process 812 (port 8080). Nothing was created.',
      hint: 'Free it, or publish another one: publish: { http: 8082 }',
      service: 'a',
    });
  });

  it('names every conflict at once', async () => {
    await expect(allocate([web('a', fixed(1)), web('b', fixed(2))], { check: taken(1, 2) })).rejects.toMatchObject({ service: 'a', related: [{ service: 'b' }] });
  });

  it('that is held by a foreign container names it', async () => {
    const holder = { ...foreignContainer('db', { 'dev.stackyard.stack': 'other' }), ports: [{ containerPort: 1, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 8080 }] };
    const observed = { ...emptyEngine, foreign: { ...emptyEngine.foreign, containers: [holder] } };
    await expect(allocate([web('a', fixed(8080))], { observed })).rejects.toThrow(/held by container db of stack other/);
  });

  it('that an own container holds is ours, even for another service', async () => {
    const observed = running(desiredOf([web('a', fixed(8080))], { a: [{ http: { host: '127.0.0.1', port: 8080 } }] }));
    expect(numbers(await allocate([web('b', fixed(8080))], { observed, check: taken(8080) }))).toEqual({ b: [8080] });
  });

  it('of a service that is not asked for is no error', async () => {
    const allocation = await allocate([web('a', fixed(8080)), web('b', fixed(8081))], { check: taken(8081), only: ['a'] });
    expect(numbers(allocation)).toEqual({ a: [8080], b: [8081] });
  });
});

it('gives no port twice and none that is held, and is stable', async () => {
  const service = fc.record({ wanted: fc.integer({ min: 8000, max: 8010 }), scale: fc.integer({ min: 1, max: 3 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(service, { maxLength: 6 }), fc.uniqueArray(fc.integer({ min: 8000, max: 8020 })), async (wishes, held) => {
      const services = wishes.map(({ wanted, scale }, index) => web(`s${index}`, auto(wanted), { scale }));
      const allocation = await allocate(services, { check: taken(...held) });
      const given = Object.values(numbers(allocation)).flat();
      expect(new Set(given).size).toBe(given.length);
      expect(given.filter((port) => port === undefined || held.includes(port))).toEqual([]);
      const observed = running(desiredOf(services, allocation.hostPorts));
      const again = await allocate(services, { remembered: allocation.remember, observed, check: taken(...held, ...given.flatMap((port) => port ?? [])) });
      expect(again.hostPorts).toEqual(allocation.hostPorts);
      const down = await allocate(services, { remembered: allocation.remember, check: taken(...held) });
      expect(down.hostPorts).toEqual(allocation.hostPorts);
    }),
    { numRuns: 200 },
  );
});
