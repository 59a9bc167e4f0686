import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeReader } from '../../services/core/node-reader.ts';
import type { EngineClient } from '../../services/engine/index.ts';
import { findKind } from '../../services/kinds/index.ts';
import { loadStack } from '../../services/topology/index.ts';
import type { Topology } from '../../services/topology/types.ts';
import { createStack, shell, testEngine, type TestStack } from './lifecycle-stack.ts';
import { projectRoot } from './cli-support.ts';

let client: EngineClient;
beforeAll(async () => {
  client = await testEngine();
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

async function demo(): Promise<Topology> {
  return loadStack({ file: join(projectRoot, 'resources/demo/stackyard.yaml'), reader: nodeReader, kinds: findKind, templateRoots: [join(projectRoot, 'compose-templates')], environment: {} });
}

/** Seconds from a container's start until it is ready: as unlike each other as the real ones', and far shorter. */
const readyAfter: Readonly<Record<string, number>> = { cache: 0.6, broker: 4, files: 1, search: 1.5, sessions: 0.6 };

/** Milliseconds since 1970, by the engine's clock: when each replica became ready, as it wrote down itself. */
async function readyTimes(stack: TestStack, service: string, scale: number): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: scale }, async (_, index) => Number((await stack.client.exec(`${stack.name}-${service}-${index + 1}`, ['cat', '/tmp/ready'])).output)));
}

/** Start events of the engine by container, from the moment the returned function is called until so many are there. */
async function startEvents(stack: TestStack, count: number, work: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
  const starts = new Map<string, number>();
  const stop = new AbortController();
  let working: Promise<void> | undefined;
  for await (const item of client.events({ type: ['container'], event: ['start'], label: [`dev.stackyard.stack=${stack.name}`] }, stop.signal)) {
    if (item.type === 'connected') working ??= work();
    if (item.type === 'event') starts.set(item.event.attributes['name'] ?? '', item.event.time);
    if (starts.size === count) break;
  }
  stop.abort();
  await working;
  return starts;
}

it('the demo graph starts in the order of what is ready, and whatever does not wait for another at the same time', { timeout: 60_000 }, async () => {
  const { services } = await demo();
  await using stack = await createStack(client);
  const stand = Object.values(services).map(({ name, uses, scale }) =>
    shell(name, `sleep ${readyAfter[name] ?? 0.3}; date +%s%3N > /tmp/ready; sleep 1000`, { uses, scale, ready: { by: 'exec', command: ['test', '-s', '/tmp/ready'] } }),
  );
  const replicas = stand.reduce((sum, { scale }) => sum + scale, 0);
  const starts = await startEvents(stack, replicas, async () => void (await stack.up(stand)));
  const startOf = (service: string, replica = 1): number => starts.get(`${stack.name}-${service}-${replica}`) ?? Number.NaN;
  const ready = new Map(await Promise.all(stand.map(async ({ name, scale }) => [name, await readyTimes(stack, name, scale)] as const)));
  const readyOf = (service: string): number => Math.max(...(ready.get(service) ?? []));

  const edges = stand.flatMap(({ name, uses, scale }) => uses.flatMap((used) => Array.from({ length: scale }, (_, index) => ({ name, used, after: startOf(name, index + 1) - readyOf(used) }))));
  expect(edges.length).toBeGreaterThanOrEqual(14);
  expect(edges.filter(({ after }) => !(after > 0))).toEqual([]);

  // Those that wait for nobody, the proxies among them, all ran before the slowest of them was ready.
  const roots = stand.filter(({ uses }) => uses.length === 0).map(({ name }) => name);
  expect(roots).toEqual(expect.arrayContaining(['cache', 'broker', 'files', 'search', 'sessions', 'mesh', 'edge']));
  expect(Math.max(...roots.map((name) => startOf(name)))).toBeLessThan(readyOf('broker'));
  // The api does not use the broker, the slowest: it does not wait for it. Both workers do, and come together.
  expect(startOf('api')).toBeLessThan(readyOf('broker'));
  expect(startOf('worker', 1)).toBeGreaterThan(readyOf('broker'));
  expect(Math.abs(startOf('worker', 1) - startOf('worker', 2))).toBeLessThan(readyOf('worker') - Math.min(startOf('worker', 1), startOf('worker', 2)));
});
