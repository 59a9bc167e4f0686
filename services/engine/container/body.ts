import { basename } from 'node:path';
import type { ContainerService, Text, Topology } from '../../topology/types.ts';
import { labels } from '../types.ts';
import { networkName, volumeName } from './names.ts';
import type { CreateBody, PublishedPort } from './types.ts';

export interface BodyInput {
  readonly topology: Topology;
  readonly service: ContainerService;
  readonly replica: number;
  readonly hash: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly ports: readonly PublishedPort[];
  readonly image: string;
  /** Path in the container → path on this machine. */
  readonly placed: Readonly<Record<string, string>>;
  readonly materialize: (text: Text) => string;
}

/** Keeps a chatty container from filling the disk. */
const logConfig = { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } };

function portKey(port: PublishedPort): string {
  return `${port.containerPort}/${port.protocol}`;
}

function portBindings(ports: readonly PublishedPort[]): Record<string, { HostIp: string; HostPort: string }[]> {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of ports) {
    if (port.address === undefined) continue;
    (bindings[portKey(port)] ??= []).push({ HostIp: port.address.host, HostPort: String(port.address.port) });
  }
  return bindings;
}

/** `Mounts` and not `Binds`: a missing source is then an error instead of a new directory owned by root. */
function mountsOf({ topology, service, placed }: BodyInput): unknown[] {
  const mounts = service.mounts.map((mount) => {
    const common = { Target: mount.target, ReadOnly: mount.readOnly };
    if (mount.type === 'bind') return { ...common, Type: 'bind', Source: mount.source };
    return { ...common, Type: 'volume', Source: volumeName(topology.name, mount.volume) };
  });
  const files = service.files.map((file) => ({ Type: 'bind', Source: placed[file.path], Target: file.path, ReadOnly: true }));
  return [...mounts, ...files];
}

function tmpfsOf(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const colon = entry.indexOf(':');
      return colon === -1 ? [entry, ''] : [entry.slice(0, colon), entry.slice(colon + 1)];
    }),
  );
}

function hostConfig(input: BodyInput): Record<string, unknown> {
  const { service, topology } = input;
  return {
    NetworkMode: networkName(topology.name),
    PortBindings: portBindings(input.ports),
    Mounts: mountsOf(input),
    Tmpfs: tmpfsOf(service.tmpfs),
    ReadonlyRootfs: service.readOnly,
    CapDrop: service.capDrop,
    CapAdd: service.capAdd,
    SecurityOpt: service.noNewPrivileges ? ['no-new-privileges'] : [],
    Init: service.init,
    RestartPolicy: { Name: service.restart },
    LogConfig: logConfig,
    ExtraHosts: service.extraHosts,
    Sysctls: service.sysctls,
    Ulimits: Object.entries(service.ulimits).map(([name, { soft, hard }]) => ({ Name: name, Soft: soft, Hard: hard })),
    // Equal limits for memory and memory plus swap mean: no swap.
    ...(service.memoryBytes === undefined ? {} : { Memory: service.memoryBytes, MemorySwap: service.memoryBytes }),
    ...(service.cpus === undefined ? {} : { NanoCpus: Math.round(service.cpus * 1e9) }),
    ...(service.pidsLimit === undefined ? {} : { PidsLimit: service.pidsLimit }),
    ...(service.shmBytes === undefined ? {} : { ShmSize: service.shmBytes }),
  };
}

function labelsOf(input: BodyInput): Record<string, string> {
  const { topology, service } = input;
  return {
    ...service.labels,
    [labels.stack]: topology.name,
    [labels.directory]: topology.directory,
    [labels.file]: basename(topology.file),
    [labels.service]: service.name,
    [labels.replica]: String(input.replica),
    [labels.hash]: input.hash,
    [labels.fields]: JSON.stringify(input.hashes),
    [labels.image]: service.image.from === 'registry' ? service.image.reference : input.image,
    [labels.ports]: JSON.stringify(Object.fromEntries(input.ports.map((port) => [port.name, port.containerPort]))),
  };
}

/** A hostname that stays over recreates: RabbitMQ names its data directory after it. */
function hostnameOf(service: ContainerService, replica: number): string {
  const base = service.hostname ?? service.name;
  return replica === 1 ? base : `${base}-${replica}`;
}

/** Body of `POST /containers/create`, secrets included: for the engine only, never for a log. */
export function createBody(input: BodyInput): CreateBody {
  const { service, materialize } = input;
  return {
    Image: input.image,
    Hostname: hostnameOf(service, input.replica),
    Labels: labelsOf(input),
    Env: Object.entries(service.environment).map(([name, value]) => `${name}=${materialize(value)}`),
    ExposedPorts: Object.fromEntries(input.ports.map((port) => [portKey(port), {}])),
    HostConfig: hostConfig(input),
    NetworkingConfig: { EndpointsConfig: { [networkName(input.topology.name)]: { Aliases: [service.name] } } },
    ...(service.entrypoint === undefined ? {} : { Entrypoint: service.entrypoint.map(materialize) }),
    ...(service.command === undefined ? {} : { Cmd: service.command.map(materialize) }),
    ...(service.user === undefined ? {} : { User: service.user }),
    ...(service.workingDirectory === undefined ? {} : { WorkingDir: service.workingDirectory }),
    ...(service.stopSignal === undefined ? {} : { StopSignal: service.stopSignal }),
    StopTimeout: service.stopGraceSeconds,
  };
}
