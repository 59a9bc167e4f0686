import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statusSchema, type InfrastructureEvent, type Progress, type ServiceState } from '../../services/contract/results.ts';
import type { EngineClient } from '../../services/engine/types.ts';
import { openStore } from '../../services/store/index.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { secondEngine, type SecondEngine } from '../kit/second-engine.ts';
import { launch, stackyard, type Running } from './cli-support.ts';
import { connectTo, realSocket, takeAll, until } from './engine-support.ts';

/** `up --watch` of ten services on an engine that is killed and restarted under it. Row 36 kills three of them, all ten in the soak run. */
const services = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((letter) => `part-${letter}`);
const killed = process.env['STACKYARD_SOAK'] === '1' ? services : ['part-a', 'part-e', 'part-j'];
const stack = 'sup-ten';
/** Stopped by the user in the course of it. */
const stopped = 'part-j';

const scratch = await scratchDirectory();
let engine: SecondEngine;
let client: EngineClient;
let watching: Running;

const options = () => ({ directory: scratch.file('project'), environment: { STACKYARD_HOME: scratch.file('home'), DOCKER_HOST: `unix://${engine.socket}` } });

beforeAll(async () => {
  engine = await secondEngine({ directory: scratch.file('e2') });
  await using first = await connectTo(realSocket);
  client = await connectTo(engine.socket);
  const image = await first.open({ method: 'GET', path: '/images/local/debian:dev/get', deadline: 60_000 });
  await takeAll(client.documents({ method: 'POST', path: '/images/load', stream: image, headers: { 'Content-Type': 'application/x-tar' }, deadline: 120_000 }));
  mkdirSync(scratch.file('project'));
  const lines = services.map((name, index) => `  ${name}: { image: "local/debian:dev", command: [sleep, infinity], init: true, restart: unless-stopped, stop_grace_period: 1s, ready: { exec: ["true"] }${index === 1 ? ', uses: [part-a]' : ''} }`);
  writeFileSync(join(scratch.file('project'), 'stackyard.yaml'), `name: ${stack}\nservices:\n${lines.join('\n')}\n`);
  watching = launch(['up', '--watch', '--json'], options());
  await until('all ten are ready', () => services.every((name) => latest(told(), name) === 'ready'), 60_000);
});
afterAll(async () => {
  watching.child.kill('SIGINT');
  await watching.ended;
  await stackyard(['down'], options());
  await client[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

function told(): readonly Progress[] {
  const whole = watching.stdout().split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as Progress);
}

function statesOf(items: readonly Progress[], service: string): readonly ServiceState[] {
  return items.flatMap((item) => (item.type === 'service' && item.service === service ? [item.state] : []));
}
const latest = (items: readonly Progress[], service: string): ServiceState | undefined => statesOf(items, service).at(-1);

const hasNote = (items: readonly Progress[], text: string): boolean => items.some((item) => item.type === 'note' && item.message.includes(text));

async function readyServices(): Promise<readonly string[]> {
  const { stdout, code } = await stackyard(['status', '--json'], options());
  if (code !== 0) return [];
  return statusSchema.parse(JSON.parse(stdout)).services.filter(({ state }) => state === 'ready').map(({ name }) => name);
}

async function untilAllReady(limit: number): Promise<void> {
  const end = performance.now() + limit;
  while ((await readyServices()).length < services.length) if (performance.now() > end) throw new Error(`not all ready within ${limit} ms`);
}

async function containers(): Promise<readonly string[]> {
  const all = await client.call<readonly { readonly Names: readonly string[] }[]>({ method: 'GET', path: '/containers/json', query: { all: 1 } });
  return all.flatMap(({ Names }) => Names).toSorted();
}

it.each(killed)('heals %s when it is killed, and tells of no other (row 36)', async (name) => {
  const before = told().length;
  await client.call({ method: 'POST', path: `/containers/${stack}-${name}-1/kill` });
  await until(`${name} is told as not ready`, () => statesOf(told().slice(before), name).some((state) => state !== 'ready'), 10_000);
  await until(`${name} is ready again`, () => latest(told().slice(before), name) === 'ready', 30_000);
  const others = told().slice(before).flatMap((item) => (item.type === 'service' && item.service !== name && item.state !== 'ready' ? [item] : []));
  expect(others).toEqual([]);
});

it.each([
  ['killed', () => engine.kill()],
  ['ended for an upgrade', () => engine.terminate()],
] as const)('starts what is wanted again after the engine was %s, and calls it no crash (rows 4 and 6)', async (_how, end) => {
  const before = told().length;
  await end();
  await until('the loss is told', () => hasNote(told().slice(before), 'the engine is not answering'), 5_000);
  await engine.start();
  await until('the return is told', () => hasNote(told().slice(before), 'the engine was restarted'), 10_000);
  await untilAllReady(30_000);
  const crashes = told().slice(before).flatMap((item) => (item.type === 'service' && (item.state === 'failed' || item.state === 'crash-looping') ? [`${item.service} ${item.state}: ${item.cause ?? ''}`] : []));
  expect(crashes).toEqual([]);
  expect(await containers()).toEqual(services.map((name) => `/${stack}-${name}-1`));
});

it('leaves alone what the user stops', async () => {
  const { code } = await stackyard(['down', stopped], options());
  expect(code).toBe(0);
  const before = told().length;
  await client.call({ method: 'POST', path: `/containers/${stack}-part-c-1/kill` });
  await until('part-c is ready again', () => latest(told().slice(before), 'part-c') === 'ready', 30_000);
  expect(await containers()).not.toContain(`/${stack}-${stopped}-1`);
});

it('records what happened once, without a crash', async () => {
  const { stdout } = await stackyard(['events', '--json', '--limit', '2000'], options());
  const events = stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as InfrastructureEvent);
  expect(events.filter(({ event_type }) => event_type.includes('crash'))).toEqual([]);
  expect(events.some(({ event_type }) => event_type.startsWith('engine.'))).toBe(true);
});

it('measures processor time and memory of every service', async () => {
  await using store = await openStore(scratch.file('home'));
  const unmeasured = async (type: string): Promise<readonly string[]> => {
    const measured = new Set((await store.metrics.query({ stack, type, limit: 1_000 })).map(({ service_name }) => service_name));
    return services.filter((name) => name !== stopped && !measured.has(name));
  };
  // Processor time is the difference of two samples, so it comes one sample later.
  for (const type of ['memory.bytes', 'cpu.percent']) await expect.poll(() => unmeasured(type), { timeout: 25_000, interval: 500 }).toEqual([]);
  const cpu = await store.metrics.query({ stack, type: 'cpu.percent', limit: 1_000 });
  expect(cpu.every(({ value }) => value >= 0 && value < 100 * 64)).toBe(true);
});
