import { createHmac, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../../services/contract/results.ts';
import { probeService } from '../../services/core/readiness/probe.ts';
import {
  allocatePorts,
  anotherPort,
  connectEngine,
  createFilePlacer,
  createPortCheck,
  desiredStack,
  execute,
  observe,
  planDown,
  planUp,
  settleInterrupted,
} from '../../services/engine/index.ts';
import type { AppliedService, Desired, EngineClient, ExecuteContext, HostPorts, ImageDecision, JournalEntry, Observed, Plan, RememberedPorts } from '../../services/engine/index.ts';
import { replaceReferences } from '../../services/topology/references.ts';
import type { ContainerService, Service, Topology } from '../../services/topology/types.ts';
import { containerOf } from '../../services/engine/plan/plan.test-support.ts';

export async function testEngine(): Promise<EngineClient> {
  return connectEngine({ environment: process.env, homeDirectory: homedir(), platform: process.platform });
}

/** Another stack's or run's objects are never touched: every name has this in it. */
export function stackName(): string {
  return `h4-${randomBytes(4).toString('hex')}`;
}

export interface TestStack extends AsyncDisposable {
  readonly name: string;
  readonly directory: string;
  readonly client: EngineClient;
  readonly journal: Journal;
  prepare(services: readonly Service[], only?: readonly string[]): Promise<Prepared>;
  up(services: readonly Service[], changes?: Partial<ExecuteContext>): Promise<Result>;
  down(uses?: Readonly<Record<string, readonly string[]>>): Promise<Result>;
  observe(): Promise<Observed>;
}

export interface Prepared {
  readonly plan: Plan;
  readonly desired: Desired;
  readonly hostPorts: HostPorts;
  readonly context: ExecuteContext;
}

export interface Result {
  readonly plan: Plan;
  readonly hostPorts: HostPorts;
  readonly progress: readonly Progress[];
}

/** Everything that core would wire, with stores in memory. Disposing removes what the stack made, volumes included. */
export async function createStack(client: EngineClient, options: { readonly name?: string; readonly directory?: string } = {}): Promise<TestStack> {
  const name = options.name ?? stackName();
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'h4-')));
  const file = join(directory, 'stackyard.yaml');
  await writeFile(file, `name: ${name}\n`);
  const files = createFilePlacer(join(directory, '.state'));
  const applied = new Map<string, AppliedService>();
  const journal = openJournal(join(directory, 'journal.ndjson'));
  let remembered: RememberedPorts = {};

  const prepare = async (services: readonly Service[], only?: readonly string[]): Promise<Prepared> => {
    const topology: Topology = { name, directory, file, services: Object.fromEntries(services.map((each) => [each.name, each])) };
    await settleInterrupted(client, { stack: name, unfinished: journal.unfinished(), journal });
    const observed = await observe(client, { name, file });
    const check = createPortCheck({ engineIsLocal: true });
    const allocation = await allocatePorts({ topology, observed, remembered, check, ...(only === undefined ? {} : { only }) });
    remembered = allocation.remember;
    let hostPorts = allocation.hostPorts;
    const desired = desiredStack(topology, { hostPorts, secretFingerprint: (service, key) => createHmac('sha256', name).update(`${service}.${key}`).digest('hex').slice(0, 12), materialize: materializeFor(topology) });
    const plan = planUp({ desired, observed, images: await imagesOf(client, services), applied: (service) => applied.get(service), ...(only === undefined ? {} : { only }) });
    const context: ExecuteContext = {
      client,
      images: { provide: ({ image }) => Promise.resolve({ reference: image.reference }) },
      probe: async (service, replica, signal) => {
        const target = topology.services[service];
        if (target === undefined) throw new Error(`no service ${service}`);
        return probeService(
          { topology, client, hostPorts: () => hostPorts, kind: () => Promise.resolve(undefined), secret: () => 'secret', processLog: async function* () {}, processSince: () => Promise.resolve(undefined), container: (each, count) => `${name}-${each}-${count}` },
          { service: target, replica, signal },
        );
      },
      resources: { apply: () => Promise.resolve([]) },
      processes: { start: () => Promise.resolve(), stop: () => Promise.resolve(), look: () => Promise.resolve(undefined), lastLines: () => Promise.resolve([]) },
      journal,
      files,
      applied: { read: (service) => applied.get(service), write: (service, spec) => void applied.set(service, spec) },
      ports: {
        another: async (lost) => {
          const taken = new Set(Object.values(hostPorts).flatMap((replicas) => replicas.flatMap((ports) => Object.values(ports).map((each) => each.port))));
          const address = await anotherPort({ refused: lost.refused, protocol: 'tcp', check: createPortCheck({ engineIsLocal: true }), taken });
          hostPorts = { ...hostPorts, [lost.service]: (hostPorts[lost.service] ?? []).map((ports, index) => (index === lost.replica - 1 ? { ...ports, [lost.port]: address } : ports)) };
          remembered = { ...remembered, [`${lost.service}.${lost.port}`]: address.port };
          return address;
        },
        holder: async (address) => createPortCheck({ engineIsLocal: true }).holder(address.port, 'tcp'),
      },
    };
    return { plan, desired, hostPorts, context };
  };

  return {
    name,
    directory,
    client,
    journal,
    prepare,
    up: async (services, changes = {}) => {
      const { plan, hostPorts, context } = await prepare(services);
      return { plan, hostPorts, progress: await collect(execute(plan, { ...context, ...changes })) };
    },
    down: async (uses = {}) => {
      const { context } = await prepare([]);
      const plan = planDown({ stack: name, observed: await observe(client, { name, file }), uses });
      return { plan, hostPorts: {}, progress: await collect(execute(plan, context)) };
    },
    observe: async () => observe(client, { name, file }),
    [Symbol.asyncDispose]: async () => {
      await removeAll(client, { name, file });
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Journal {
  record(entry: JournalEntry): void;
  entries(): readonly JournalEntry[];
  unfinished(): readonly JournalEntry[];
}

/** On disk, since a killed process's journal is read by the next one. */
function openJournal(path: string): Journal {
  const entries = (): readonly JournalEntry[] =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as JournalEntry)
      : [];
  return {
    record: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`),
    entries,
    unfinished: () => {
      const open = new Map<string, JournalEntry>();
      for (const entry of entries()) {
        if (entry.phase === 'started') open.set(entry.step, entry);
        else open.delete(entry.step);
      }
      return [...open.values()];
    },
  };
}

function materializeFor(topology: Topology): (text: string) => string {
  return (text) =>
    replaceReferences(text, (reference) => {
      if (reference.to === 'host') return reference.service;
      if (reference.to === 'port') return String(topology.services[reference.service]?.ports[reference.port]?.container);
      return `secret-${reference.service}-${reference.key}`;
    });
}

async function imagesOf(client: EngineClient, services: readonly Service[]): Promise<Readonly<Record<string, ImageDecision>>> {
  const found = await Promise.all(
    services.map(async (service) => {
      const reference = service.type === 'container' && service.image.from === 'registry' ? service.image.reference : '';
      const { Id } = await client.call<{ readonly Id: string }>({ method: 'GET', path: `/images/${reference}/json` });
      return [service.name, { reference, id: Id }] as const;
    }),
  );
  return Object.fromEntries(found);
}

export async function collect(progress: AsyncIterable<Progress>): Promise<readonly Progress[]> {
  const all: Progress[] = [];
  for await (const item of progress) all.push(item);
  return all;
}

/** The error of a promise that must fail. */
export async function failure(work: Promise<unknown>): Promise<Error & { readonly code: string; readonly hint?: string; readonly service?: string }> {
  const [result] = await Promise.allSettled([work]);
  if (result.status === 'fulfilled') throw new Error('it should have failed');
  return result.reason as Error & { readonly code: string };
}

async function removeAll(client: EngineClient, stack: Pick<Topology, 'name' | 'file'>): Promise<void> {
  const observed = await observe(client, stack);
  for (const { id } of observed.containers) await client.call({ method: 'DELETE', path: `/containers/${id}`, query: { force: true }, deadline: 60_000 });
  for (const { id } of observed.networks) await client.call({ method: 'DELETE', path: `/networks/${id}`, deadline: 30_000 });
  for (const volume of observed.volumes) await client.call({ method: 'DELETE', path: `/volumes/${volume.name}`, deadline: 30_000 });
}

/** A service of the small Debian image; init, so that it ends on SIGTERM at once. */
export function shell(name: string, script: string, changes: Partial<ContainerService> = {}): ContainerService {
  return containerOf(name, { image: { from: 'registry', reference: 'local/debian:dev' }, init: true, command: ['sh', '-c', script], stopGraceSeconds: 5, restart: 'no', ...changes });
}

export function redis(name: string, changes: Partial<ContainerService> = {}): ContainerService {
  return containerOf(name, {
    image: { from: 'registry', reference: 'local/redis:dev' },
    user: '999:999',
    command: ['redis-server', '/etc/redis/redis.conf'],
    files: [{ path: '/etc/redis/redis.conf', content: redisConf('128mb'), secret: true }],
    mounts: [{ type: 'volume', volume: `${name}-data`, target: '/data', readOnly: false }],
    ports: { redis: { container: 6379, protocol: 'tcp', publish: { mode: 'auto', wanted: 16_379 } } },
    ready: { by: 'exec', command: ['redis-cli', 'ping'] },
    readOnly: true,
    capDrop: ['ALL'],
    memoryBytes: 128 << 20,
    ...changes,
  });
}

export function redisConf(memory: string): string {
  return `dir /data\nappendonly yes\nappendfsync always\nmaxmemory ${memory}\n`;
}

export function fixedPort(container: number, hostPort: number, hostIp = '127.0.0.1'): ContainerService['ports'] {
  return { http: { container, protocol: 'tcp', publish: { mode: 'fixed', hostPort, hostIp } } };
}

/** Runs a command in a replica and gives its output. */
export async function inside(stack: TestStack, service: string, command: readonly string[]): Promise<string> {
  return (await stack.client.exec(`${stack.name}-${service}-1`, command)).output;
}
