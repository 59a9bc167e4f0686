import type { ContainerService, JsonValue, ProcessService } from '../../topology/types.ts';
import { canonical, shortHash, withFingerprints } from './fingerprints.ts';
import type { FingerprintOptions } from './fingerprints.ts';
import type { AppliedFields, PublishedPort } from './types.ts';

type Fields = Record<string, JsonValue>;

/** Leaves out what is empty, so that a new field of Stackyard's own does not recreate every container. */
function compact(fields: Readonly<Record<string, JsonValue | undefined>>): Fields {
  const kept: Fields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === false || value === null) continue;
    if (typeof value === 'object' && Object.keys(value).length === 0) continue;
    kept[name] = value;
  }
  return kept;
}

/**
 * What makes a container what it is, with references instead of secrets. Scale, uses, readiness, options and
 * resources are not part of it: they change no container by themselves.
 */
export function containerFields(service: ContainerService): AppliedFields {
  const { image } = service;
  const fields = compact({
    image: image.from === 'registry' ? image.reference : `build of ${image.context}`,
    entrypoint: service.entrypoint,
    command: service.command,
    user: service.user,
    workingDirectory: service.workingDirectory,
    hostname: service.hostname,
    mounts: service.mounts.map((mount) => ({ ...mount })),
    tmpfs: service.tmpfs,
    readOnly: service.readOnly,
    capDrop: service.capDrop,
    capAdd: service.capAdd,
    noNewPrivileges: service.noNewPrivileges,
    init: service.init,
    stopSignal: service.stopSignal,
    stopGraceSeconds: service.stopGraceSeconds,
    memoryBytes: service.memoryBytes,
    cpus: service.cpus,
    pidsLimit: service.pidsLimit,
    shmBytes: service.shmBytes,
    ulimits: service.ulimits,
    sysctls: service.sysctls,
    restart: service.restart,
    extraHosts: service.extraHosts,
    labels: service.labels,
    platform: service.platform,
  });
  for (const [name, value] of Object.entries(service.environment)) fields[`environment ${name}`] = value;
  for (const file of service.files) fields[`file ${file.path}`] = file.secret ? { secret: true, content: file.content } : file.content;
  return fields;
}

/** Published addresses, the one part of a container that differs by replica. */
export function publishField(ports: readonly PublishedPort[]): JsonValue {
  return ports.map(({ name, containerPort, protocol, address }) => ({
    name,
    containerPort,
    protocol,
    host: address?.host ?? null,
    hostPort: address?.port ?? null,
  }));
}

export function processFields(service: ProcessService): AppliedFields {
  const fields = compact({ run: service.run, workingDirectory: service.workingDirectory, stopSignal: service.stopSignal });
  for (const [name, value] of Object.entries(service.environment)) fields[`environment ${name}`] = value;
  return fields;
}

export function hashFields(fields: AppliedFields, options: FingerprintOptions): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shortHash(withFingerprints(canonical(value), options))]));
}
