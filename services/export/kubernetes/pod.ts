import type { ContainerService } from '../../topology/types.ts';
import { clusterOf } from './clusters/index.ts';
import { environmentOf, wordsOf } from './environment.ts';
import { imageOf, pullPolicy } from './image.ts';
import { preparationOf } from './init-containers.ts';
import type { Scope } from './input.ts';
import { selectorOf } from './labels.ts';
import { portLabel } from './names.ts';
import { probesOf } from './probes.ts';
import { resourcesOf } from './resources.ts';
import { drainSeconds } from './routed.ts';
import { containerSecurity, podSecurity } from './security.ts';
import { volumesOf } from './volumes.ts';

export function podSpec(scope: Scope, service: ContainerService): Readonly<Record<string, unknown>> {
  const preparation = preparationOf(scope, service);
  const { volumes } = volumesOf(scope, service);
  const all = [...volumes, ...preparation.volumes];
  const grace = Math.max(service.production?.stopGraceSeconds ?? 0, service.stopGraceSeconds);
  const aliases = hostAliases(service);
  return {
    serviceAccountName: service.name,
    automountServiceAccountToken: false,
    // Else every Service of the namespace adds variables that programs take for settings.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: Math.ceil(grace) + drainSeconds(scope, service),
    securityContext: podSecurity(service),
    ...(service.platform === undefined ? {} : { nodeSelector: { 'kubernetes.io/arch': service.platform.split('/')[1] ?? service.platform } }),
    ...(aliases.length === 0 ? {} : { hostAliases: aliases }),
    affinity: apart(scope, service),
    topologySpreadConstraints: [spread(scope, service, 'topology.kubernetes.io/zone'), spread(scope, service, 'kubernetes.io/hostname')],
    ...(preparation.containers.length === 0 ? {} : { initContainers: preparation.containers }),
    containers: [mainContainer(scope, service)],
    ...(all.length === 0 ? {} : { volumes: all }),
  };
}

function mainContainer(scope: Scope, service: ContainerService): Readonly<Record<string, unknown>> {
  const variables = environmentOf(scope, service);
  const { mounts } = volumesOf(scope, service);
  const drain = drainSeconds(scope, service);
  const ports = [
    ...Object.entries(service.ports).map(([name, { container, protocol }]) => ({ name: portLabel(name), containerPort: container, protocol: protocol === 'udp' ? 'UDP' : 'TCP' })),
    ...(clusterOf(scope, service)?.ports ?? []).map(({ name, container }) => ({ name, containerPort: container, protocol: 'TCP' })),
  ];
  return {
    name: service.name,
    image: imageOf(scope, service),
    imagePullPolicy: pullPolicy(scope),
    ...(service.entrypoint === undefined || service.entrypoint.length === 0 ? {} : { command: wordsOf(scope, { words: service.entrypoint, variables }) }),
    ...(service.command === undefined || service.command.length === 0 ? {} : { args: wordsOf(scope, { words: service.command, variables }) }),
    ...(service.workingDirectory === undefined ? {} : { workingDir: service.workingDirectory }),
    ...(variables.length === 0 ? {} : { env: variables }),
    ...(ports.length === 0 ? {} : { ports }),
    ...probesOf(service),
    resources: resourcesOf(service),
    ...(drain === 0 ? {} : { lifecycle: { preStop: { sleep: { seconds: drain } } } }),
    securityContext: containerSecurity(service),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
  };
}

/** Preferred, not required: on a cluster of one node everything must still start. */
function apart({ topology }: Scope, { name }: ContainerService): unknown {
  const podAffinityTerm = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selectorOf(topology.name, name) } };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] } };
}

function spread({ topology }: Scope, { name }: ContainerService, topologyKey: string): unknown {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: selectorOf(topology.name, name) } };
}

function hostAliases({ extraHosts }: ContainerService): readonly { readonly ip: string; readonly hostnames: readonly string[] }[] {
  const byAddress = new Map<string, string[]>();
  for (const entry of extraHosts) {
    const [host = '', ...address] = entry.split(':');
    const ip = address.join(':');
    if (/^[\d.]+$|^[0-9a-f:]+:[0-9a-f:]*$/i.test(ip)) byAddress.set(ip, [...(byAddress.get(ip) ?? []), host]);
  }
  return [...byAddress].map(([ip, hostnames]) => ({ ip, hostnames }));
}
