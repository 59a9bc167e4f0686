import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { nodeReader } from '../../../services/core/node-reader.ts';
import { createBody } from '../../../services/engine/container/body.ts';
import { createFilePlacer } from '../../../services/engine/index.ts';
import { findKind } from '../../../services/kinds/index.ts';
import type { Kind, Reach, ResourceOutcome } from '../../../services/kinds/kind.ts';
import { contextResolver, loadStack, materialize } from '../../../services/topology/index.ts';
import type { ContainerService, JsonValue, Topology } from '../../../services/topology/types.ts';
import { docker, inspect, logs } from './docker.ts';
import { imagesOf } from './images.ts';

const templates = join(import.meta.dirname, '../../../compose-templates');

export interface StackInput {
  /** Below `services:`. */
  readonly services: string;
  /** Further files beside stackyard.yaml. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A stack in containers of its own, made from the templates as the product makes them, with nothing of its planner or executor. */
export interface TestStack extends AsyncDisposable {
  readonly topology: Topology;
  readonly name: string;
  start(service: string, replica?: number): Promise<void>;
  /** Milliseconds from the start to the first successful probe. Fails with the container's log after `limit`. */
  ready(service: string, options?: { readonly replica?: number; readonly limit?: number }): Promise<number>;
  reach(service: string, replica?: number): Reach;
  kind(service: string): Promise<Kind>;
  apply(service: string, resources?: Readonly<Record<string, JsonValue>>): Promise<readonly ResourceOutcome[]>;
  stop(service: string, replica?: number): Promise<{ readonly milliseconds: number; readonly exitCode: number }>;
  remove(service: string, replica?: number): Promise<void>;
  container(service: string, replica?: number): string;
}

/** Resolves the text of a stack, with a name of its own; nothing is started. */
export async function loadText({ services, files = {}, environment = {} }: StackInput): Promise<Topology> {
  const directory = await mkdtemp(join(tmpdir(), 'kinds-'));
  const name = `hk-${randomBytes(4).toString('hex')}`;
  for (const [path, text] of Object.entries({ ...files, 'stackyard.yaml': `name: ${name}\nservices:\n${services}` })) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return loadStack({ file: directory, reader: nodeReader, kinds: findKind, templateRoots: [templates], environment });
}

export async function createStack(input: StackInput): Promise<TestStack> {
  const topology = await loadText(input);
  const { name, directory } = topology;
  const images = await imagesOf(topology);
  const network = `stackyard-${name}`;
  const volumes = new Set<string>();
  const containers = new Set<string>();
  const secrets = new Map<string, string>();
  const hostPorts = new Map<string, number>();
  const placer = createFilePlacer(join(directory, 'state'));

  const service = (wanted: string): ContainerService => {
    const found = topology.services[wanted];
    if (found?.type !== 'container') throw new Error(`${wanted} is no container of ${name}`);
    return found;
  };
  const container = (wanted: string, replica = 1): string => `${name}-${wanted}-${replica}`;
  const secret = (wanted: string, key: string): string => {
    const spec = topology.services[wanted]?.secrets[key];
    if (spec === undefined) throw new Error(`${wanted} has no secret ${key}`);
    const known = secrets.get(`${wanted}.${key}`) ?? ('value' in spec ? spec.value : randomBytes(spec.generate).toString('hex').slice(0, spec.generate));
    secrets.set(`${wanted}.${key}`, known);
    return known;
  };
  const kind = async (wanted: string): Promise<Kind> => {
    const found = await findKind(service(wanted).kind ?? '');
    if (found === undefined) throw new Error(`${wanted} has no kind`);
    return found;
  };
  const reach = (wanted: string, replica = 1): Reach => ({
    address: (port) => {
      const published = hostPorts.get(`${container(wanted, replica)}.${port}`);
      if (published === undefined) throw new Error(`${wanted} has no published port ${port}`);
      return { host: '127.0.0.1', port: published };
    },
    secret: (key) => secret(wanted, key),
    options: service(wanted).options,
    signal: AbortSignal.timeout(120_000),
  });

  await docker('POST', '/networks/create', { body: { Name: network, CheckDuplicate: true } });

  return {
    topology,
    name,
    kind,
    reach,
    container,
    async start(wanted, replica = 1) {
      const found = service(wanted);
      const derived = new Map<string, string>();
      if (found.kind !== undefined) for (const [key, derive] of Object.entries((await kind(wanted)).derive ?? {})) derived.set(key, derive((each) => secret(wanted, each)));
      const resolver = contextResolver({ topology, context: 'container' }, { hostPort: () => undefined, secret, derived: (_service, key) => derived.get(key) ?? '' });
      const files = found.files.map((file) => ({ ...file, content: materialize(file.content, resolver) }));
      const placed = await placer.place({ service: wanted, address: 'test', files, ...(found.user === undefined ? {} : { user: found.user }) });
      for (const mount of found.mounts) if (mount.type === 'volume') volumes.add(`${name}.${mount.volume}`);
      const ports = Object.entries(found.ports).map(([port, { container: number, protocol }]) => ({ name: port, containerPort: number, protocol, mode: 'auto' as const, address: { host: '127.0.0.1', port: 0 } }));
      const image = images.get(wanted) ?? '';
      const body = createBody({ topology, service: { ...found, restart: 'no' }, replica, hash: 'test', hashes: {}, ports, image, placed, materialize: (text) => materialize(text, resolver) });
      containers.add(container(wanted, replica));
      await docker('POST', `/containers/create?name=${container(wanted, replica)}`, { body });
      await docker('POST', `/containers/${container(wanted, replica)}/start`);
      const { NetworkSettings } = await inspect(container(wanted, replica));
      for (const port of ports) {
        const published = NetworkSettings.Ports[`${port.containerPort}/${port.protocol}`]?.[0];
        if (published !== undefined) hostPorts.set(`${container(wanted, replica)}.${port.name}`, Number(published.HostPort));
      }
    },
    async ready(wanted, { replica = 1, limit = 90_000 } = {}) {
      const started = performance.now();
      const known = await kind(wanted);
      let reason = 'not asked';
      while (performance.now() - started < limit) {
        try {
          await known.probe?.(reach(wanted, replica));
          return performance.now() - started;
        } catch (error) {
          reason = String(error);
        }
        if ((await inspect(container(wanted, replica))).State.Status === 'exited') break;
        await pause(50);
      }
      throw new Error(`${wanted} is not ready: ${reason}\n${await logs(container(wanted, replica))}`);
    },
    async apply(wanted, resources = service(wanted).resources) {
      return (await (await kind(wanted)).applyResources?.(reach(wanted), resources)) ?? [];
    },
    async stop(wanted, replica = 1) {
      const started = performance.now();
      await docker('POST', `/containers/${container(wanted, replica)}/stop`);
      return { milliseconds: performance.now() - started, exitCode: (await inspect(container(wanted, replica))).State.ExitCode };
    },
    async remove(wanted, replica = 1) {
      await docker('DELETE', `/containers/${container(wanted, replica)}?force=1&v=1`, { allow: [404] });
      containers.delete(container(wanted, replica));
    },
    async [Symbol.asyncDispose]() {
      for (const each of containers) await docker('DELETE', `/containers/${each}?force=1&v=1`, { allow: [404] });
      for (const each of volumes) await docker('DELETE', `/volumes/${each}?force=1`, { allow: [404] });
      await docker('DELETE', `/networks/${network}`, { allow: [404] });
      await rm(directory, { recursive: true, force: true });
    },
  };
}
