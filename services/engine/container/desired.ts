import { basename } from 'node:path';
import type { ContainerService, ProcessService, Service, Topology } from '../../topology/types.ts';
import { labels } from '../types.ts';
import { createBody } from './body.ts';
import { containerFields, hashFields, processFields, publishField } from './fields.ts';
import { canonical, hashOfFields, sha256, shortHash, withFingerprints } from './fingerprints.ts';
import type { FingerprintOptions } from './fingerprints.ts';
import { containerName, networkName, volumeName } from './names.ts';
import type { Desired, DesiredContainer, DesiredOptions, DesiredProcessService, DesiredService, DesiredVolume, HostAddress, PublishedPort } from './types.ts';

interface Build {
  readonly topology: Topology;
  readonly options: DesiredOptions;
}

/** The whole stack as it should be: names, hashes and create bodies, secrets only on demand. Pure. */
export function desiredStack(topology: Topology, options: DesiredOptions): Desired {
  const build = { topology, options };
  const owner = { [labels.stack]: topology.name, [labels.directory]: topology.directory, [labels.file]: basename(topology.file) };
  return {
    stack: topology.name,
    network: { name: networkName(topology.name), labels: owner },
    volumes: desiredVolumes(topology, owner),
    services: Object.fromEntries(Object.values(topology.services).map((service) => [service.name, desiredService(build, service)])),
  };
}

function desiredVolumes(topology: Topology, owner: Readonly<Record<string, string>>): readonly DesiredVolume[] {
  const volumes = new Map<string, DesiredVolume>();
  for (const service of Object.values(topology.services)) {
    if (service.type !== 'container') continue;
    for (const mount of service.mounts) {
      if (mount.type !== 'volume' || volumes.has(mount.volume)) continue;
      volumes.set(mount.volume, {
        name: volumeName(topology.name, mount.volume),
        volume: mount.volume,
        service: service.name,
        labels: { ...owner, [labels.service]: service.name, [labels.volume]: mount.volume },
      });
    }
  }
  return [...volumes.values()];
}

function desiredService(build: Build, service: Service): DesiredService {
  const hasResources = Object.keys(service.resources).length > 0;
  const common = {
    name: service.name,
    uses: service.uses,
    ready: service.ready,
    readyTimeoutSeconds: service.readyTimeoutSeconds,
    ...(hasResources ? { resources: sha256(canonical(service.resources)) } : {}),
  };
  return service.type === 'container'
    ? { ...common, type: 'container', containers: replicasOf(build, service) }
    : { ...common, ...desiredProcess(build, service) };
}

function fingerprintOptions({ topology, options }: Build, service: Service): FingerprintOptions {
  return {
    secretFingerprint: options.secretFingerprint,
    secretsOf: (name) => topology.services[name]?.secrets ?? {},
    resolve: (reference) => options.materialize(reference, service.name),
  };
}

function desiredProcess(build: Build, service: ProcessService): Pick<DesiredProcessService, 'type' | 'scale' | 'fields' | 'hashes' | 'hash'> {
  const fields = processFields(service);
  const hashes = hashFields(fields, fingerprintOptions(build, service));
  return { type: 'process', scale: service.scale, fields, hashes, hash: hashOfFields(hashes) };
}

function replicasOf(build: Build, service: ContainerService): readonly DesiredContainer[] {
  const fingerprints = fingerprintOptions(build, service);
  const fields = containerFields(service);
  const hashes = hashFields(fields, fingerprints);
  const filesAddress = addressOfFiles(service, fingerprints);
  return Array.from({ length: service.scale }, (_, index) => {
    const ports = publishedPorts(service, build.options.hostPorts[service.name]?.[index] ?? {});
    return replica({ build, service, replica: index + 1, fields, hashes, ports, ...(filesAddress === undefined ? {} : { filesAddress }) });
  });
}

/** From fingerprints, so that the address gives nothing away about a secret in a file. */
function addressOfFiles(service: ContainerService, fingerprints: FingerprintOptions): string | undefined {
  if (service.files.length === 0) return undefined;
  const parts = service.files.map((file) => ({ path: file.path, secret: file.secret, content: withFingerprints(file.content, fingerprints) }));
  return sha256(canonical([service.user ?? '', parts])).slice(0, 16);
}

function publishedPorts(service: ContainerService, addresses: Readonly<Record<string, HostAddress>>): readonly PublishedPort[] {
  return Object.entries(service.ports).map(([name, port]) => {
    const address = port.publish.mode === 'none' ? undefined : addresses[name];
    return { name, containerPort: port.container, protocol: port.protocol, mode: port.publish.mode, ...(address === undefined ? {} : { address }) };
  });
}

interface ReplicaInput extends Pick<DesiredContainer, 'fields' | 'hashes' | 'ports' | 'replica'> {
  readonly build: Build;
  readonly service: ContainerService;
  readonly filesAddress?: string;
}

function replica(input: ReplicaInput): DesiredContainer {
  const { build, service, ports, filesAddress } = input;
  const publish = publishField(ports);
  const fields = { ...input.fields, ports: publish };
  const hashes = { ...input.hashes, ports: shortHash(canonical(publish)) };
  const hash = hashOfFields(hashes);
  const materialize = (text: string): string => build.options.materialize(text, service.name);
  const common = { topology: build.topology, service, replica: input.replica, hash, hashes, ports, materialize };
  return {
    name: containerName(build.topology.name, service.name, input.replica),
    service: service.name,
    replica: input.replica,
    hash,
    hashes,
    fields,
    ports,
    volumes: service.mounts.flatMap((mount) => (mount.type === 'volume' ? [volumeName(build.topology.name, mount.volume)] : [])),
    stopGraceSeconds: service.stopGraceSeconds,
    restart: service.restart,
    ...(filesAddress === undefined ? {} : { filesAddress }),
    ...(service.memoryBytes === undefined ? {} : { memoryBytes: service.memoryBytes }),
    ...(service.platform === undefined ? {} : { platform: service.platform }),
    files: () =>
      filesAddress === undefined
        ? undefined
        : {
            service: service.name,
            address: filesAddress,
            files: service.files.map((file) => ({ path: file.path, secret: file.secret, content: materialize(file.content) })),
            ...(service.user === undefined ? {} : { user: service.user }),
          },
    body: ({ image, placed }) => createBody({ ...common, image, placed }),
    withPorts: (addresses) => replica({ ...input, ports: ports.map((port) => movedPort(port, addresses[port.name])) }),
  };
}

function movedPort(port: PublishedPort, address: HostAddress | undefined): PublishedPort {
  return address === undefined ? port : { ...port, address };
}
