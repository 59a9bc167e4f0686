import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { InfrastructureEvent, ServiceState, Status } from '../../services/contract/results.ts';
import type { StackSnapshot } from '../../services/core/supervisor/types.ts';
import { openStore } from '../../services/store/index.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { ask, secondEngine, type SecondEngine } from '../kit/second-engine.ts';
import { importImage, smallImage } from '../kit/small-image.ts';
import { stackyard, type Ended } from './cli-support.ts';

export const image = 'stackyard-test/small:1';

/** A figure for whoever reads the run. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** One line of the child core. */
export interface Told {
  readonly type: string;
  readonly service?: string;
  readonly state?: ServiceState;
  readonly cause?: string;
  readonly phase?: string;
  readonly message?: string;
  readonly seenLate?: true;
  readonly restarted?: true;
  readonly awaySeconds?: number;
  readonly engine?: { readonly state: string; readonly reason?: string };
  /** Milliseconds since 1970. */
  readonly told?: number;
  /** When this test read it, monotonic milliseconds. */
  readonly read: number;
}

export interface Core extends AsyncDisposable {
  readonly told: readonly Told[];
  /** Of the core itself. */
  readonly pid: number;
  /** The core's standard error, which must stay empty. */
  complaint(): string;
  snapshot(): Promise<Answer>;
  /** Waits for a line from the given one on; fails with what came instead. Gives it. */
  until(what: string, matches: (line: Told) => boolean, options?: { readonly from?: number; readonly limit?: number }): Promise<Told>;
}

interface Answer {
  readonly snapshot: StackSnapshot;
  /** Microseconds. */
  readonly cpu: { readonly user: number; readonly system: number };
  readonly memory: number;
}

/** An engine of its own, a home of its own, and the image above in it. */
export interface World extends AsyncDisposable {
  readonly engine: SecondEngine;
  readonly home: string;
  file(name: string): string;
  /** A stack file in a folder of its own; services as JSON. */
  stack(name: string, services: Readonly<Record<string, object>>): Promise<string>;
  /** The real command line, inside the engine's network namespace. */
  cli(words: readonly string[], options?: { readonly socket?: string; readonly home?: string }): Promise<Ended>;
  /** A core of its own process that follows the stack. */
  core(file: string, options?: { readonly socket?: string; readonly samples?: boolean }): Promise<Core>;
  status(file: string): Promise<Status>;
  events(stack: string): Promise<readonly InfrastructureEvent[]>;
  /** Container name → the engine's word for its state. */
  containers(): Promise<Readonly<Record<string, string>>>;
  /** A call past everything under test. */
  engineCall(method: string, path: string): Promise<string>;
  /** When the engine says that a container died last since then: milliseconds since 1970. */
  lastDeath(container: string, since: number): Promise<number>;
  /** The main process of a container, on this machine. */
  mainProcess(container: string): Promise<number>;
}

export async function createWorld(): Promise<World> {
  const scratch = await scratchDirectory();
  const home = scratch.file('home');
  const engine = await secondEngine({ directory: scratch.file('e2') });
  await importImage(engine.socket, await smallImage(scratch.path), image);
  const cores = new Set<AsyncDisposable>();
  const environment = (socket = engine.socket, ownHome = home): NodeJS.ProcessEnv => ({ ...process.env, STACKYARD_HOME: ownHome, DOCKER_HOST: `unix://${socket}`, NODE_OPTIONS: '', STACKYARD_SOAK: '' });
  const [enter = '', ...inside] = engine.insidePrefix;
  const world: World = {
    engine,
    home,
    file: (name) => scratch.file(name),
    async stack(name, services) {
      const folder = scratch.file(`stacks/${name}`);
      await mkdir(folder, { recursive: true });
      const file = join(folder, 'stackyard.yaml');
      await writeFile(file, JSON.stringify({ name, services }, undefined, 2));
      return file;
    },
    async cli(words, { socket, home: ownHome } = {}) {
      const launcher = join(import.meta.dirname, '..', '..', 'bin', 'stackyard.js');
      const [script = '', ...rest] = inside;
      return stackyard([...rest, process.execPath, launcher, ...words], { node: enter, script, environment: environment(socket, ownHome) as Record<string, string> });
    },
    async core(file, { socket, samples = false } = {}) {
      const script = join(import.meta.dirname, 'supervisor-child.ts');
      const child = spawn(enter, [...inside, process.execPath, script, file, ...(samples ? ['--samples'] : [])], { stdio: ['pipe', 'pipe', 'pipe'], env: environment(socket) });
      const core = readCore(child);
      cores.add(core);
      await core.until('it follows', ({ type }) => type === 'following');
      return core;
    },
    async status(file) {
      const { stdout, stderr } = await world.cli(['status', '--json', '-f', file]);
      if (stdout === '') throw new Error(stderr);
      return JSON.parse(stdout) as Status;
    },
    async events(stack) {
      await using store = await openStore(home);
      return (await store.events.query({ stack, limit: 10_000 })).events;
    },
    async containers() {
      const list = JSON.parse(await ask(engine.socket, 'GET', '/containers/json?all=1')) as readonly { readonly Names: readonly string[]; readonly State: string }[];
      return Object.fromEntries(list.map(({ Names, State }) => [Names[0]?.slice(1) ?? '', State]));
    },
    engineCall: (method, path) => ask(engine.socket, method, path),
    async lastDeath(container, since) {
      const filters = encodeURIComponent(JSON.stringify({ container: [container], event: ['die'] }));
      const lines = await ask(engine.socket, 'GET', `/events?since=${Math.floor(since / 1000)}&until=${Math.ceil(Date.now() / 1000)}&filters=${filters}`);
      const last = lines.trim().split('\n').at(-1) ?? '';
      return Math.floor((JSON.parse(last) as { readonly timeNano: number }).timeNano / 1e6);
    },
    async mainProcess(container) {
      return (JSON.parse(await ask(engine.socket, 'GET', `/containers/${container}/json`)) as { readonly State: { readonly Pid: number } }).State.Pid;
    },
    async [Symbol.asyncDispose]() {
      for (const core of cores) await core[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
  return world;
}

function readCore(child: ChildProcessByStdio<Writable, Readable, Readable>): Core {
  const told: Told[] = [];
  const answers = new Map<string, (answer: Answer) => void>();
  let complaint = '';
  let asked = 0;
  const ended = once(child, 'close');
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const item = JSON.parse(line) as Told & { readonly id?: string };
    if (item.type === 'answer') answers.get(item.id ?? '')?.(JSON.parse(line) as Answer);
    else told.push({ ...item, read: performance.now() });
  });
  return {
    told,
    // nsenter becomes the program that it starts.
    pid: child.pid ?? 0,
    complaint: () => complaint,
    snapshot: () =>
      new Promise((resolve) => {
        const id = String((asked += 1));
        answers.set(id, resolve);
        child.stdin.write(`snapshot ${id}\n`);
      }),
    async until(what, matches, { from = 0, limit = 20_000 } = {}) {
      const began = performance.now();
      for (;;) {
        const found = told.slice(from).find(matches);
        if (found !== undefined) return found;
        if (performance.now() - began > limit || child.exitCode !== null) throw new Error(`not within ${limit} ms: ${what}; told: ${JSON.stringify(told.slice(from).slice(-15))} ${complaint}`);
        await delay(10);
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin.end();
      await ended;
    },
  };
}

/** Waits until what the core shows is what the engine has: every service ready (G5). Gives how long it took. */
export async function untilReady(world: World, core: Core, options: { readonly services: readonly string[]; readonly limit: number }): Promise<number> {
  const began = performance.now();
  for (;;) {
    const { snapshot } = await core.snapshot();
    const states = new Map(snapshot.status.services.map(({ name, state }) => [name, state]));
    const truth = await world.containers().catch((): Readonly<Record<string, string>> => ({}));
    const engineSays = options.services.every((service) => truth[`${snapshot.stack}-${service}-1`] === 'running');
    if (engineSays && snapshot.engine.state === 'connected' && options.services.every((service) => states.get(service) === 'ready')) return performance.now() - began;
    if (performance.now() - began > options.limit) throw new Error(`not ready within ${options.limit} ms: ${JSON.stringify([...states])} ${JSON.stringify(truth)} ${core.complaint()}`);
    await delay(50);
  }
}

/** kill -9 of a container's first process, as a crash: past the engine. */
export async function kill(world: World, container: string): Promise<void> {
  process.kill(await world.mainProcess(container), 'SIGKILL');
}

/** A service that answers on a port after a moment; its own first process. */
export function server(more: object = {}): object {
  return { image, command: ['node', '/server.js', '8080'], expose: { http: 8080 }, ready: { http: { port: 'http', path: '/' } }, stop_grace_period: '2s', ...more };
}

/** A service that runs a shell script; without one it only runs. */
export function script(text = 'sleep 1000000', more: object = {}): object {
  return { image, command: ['sh', '-c', text], init: true, stop_grace_period: '2s', ...more };
}
