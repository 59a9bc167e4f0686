import type { ContainerService } from '../../../topology/types.ts';
import { environmentOf } from '../environment.ts';
import { exposedPorts, publishedPorts } from '../exposure.ts';
import { podFiles } from '../files.ts';
import { gatesOf } from '../gates.ts';
import type { Scope } from '../input.ts';
import { portLabel } from '../names.ts';
import { volumeSize } from '../objects/claim.ts';
import { asksTwice, probesOf } from '../probes.ts';
import { findService } from '../scope.ts';
import { secretName } from '../secret-keys.ts';
import { holdsPlainSecret } from '../../../topology/secret-judge.ts';
import { sharedVolumes, usersOf } from '../workload.ts';
import { approximated, carried, dropped, each, refused, when, type Fact } from './facts.ts';

/** What connects a service with others: ports, variables, files, volumes, waits and probes. */
export function wiringFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const files = podFiles(scope, service);
  const secretFiles = files.filter(({ secret }) => secret);
  const variables = environmentOf(scope, service);
  return [
    ...portFacts(scope, service),
    ...when(variables.length > 0, () => carried('environment', `${variables.length} variables`)),
    ...each(Object.entries(service.environment).filter(([name, text]) => holdsPlainSecret(name, text)), ([name]) => approximated(`variable ${name}`, `key of the Secret ${secretName(service.name)}`, 'It looks like a secret, so its value is not written. Fill it in where the Secrets come from.')),
    ...when(files.length > secretFiles.length, () => carried('config files', `ConfigMap, whose name changes with its content so that pods are rolled`)),
    ...each(secretFiles, ({ path }) => carried(`secret file ${path}`, 'written by an init container from mounted Secrets into memory')),
    ...each(service.mounts, (mount) => {
      if (mount.type === 'bind') return refused(`bind mount at ${mount.target}`, 'not mounted', `A cluster has no ${mount.source.split(/[\\/]/).at(-1) ?? 'folder'} of this machine: copy it into the image, or keep it in a volume.`);
      const size = volumeSize(service, mount.volume);
      const users = usersOf(scope, mount.volume);
      const sharers = users.length > 1 ? `The services ${users.map(({ name }) => name).join(', ')} mount it` : sharedVolumes(scope).has(mount.volume) ? 'All replicas mount it, as on this machine' : mount.readOnly ? 'Nothing here writes it, so what fills it needs it too' : undefined;
      if (sharers !== undefined) return approximated(`volume ${mount.volume}`, `one PersistentVolumeClaim of ${size}, ReadWriteMany`, `${sharers}: it needs a storage class that can do ReadWriteMany, which many cannot.`);
      return service.production === undefined || service.production.storage[mount.volume.slice(service.name.length + 1)] === undefined ? approximated(`volume ${mount.volume}`, `volumeClaimTemplate of ${size}`, 'The stack file says no size.') : carried(`volume ${mount.volume}`, `volumeClaimTemplate of ${size}`);
    }),
    ...usesFacts(scope, service),
    ...each(service.routes, ({ to, sticky }) => (sticky !== undefined && service.kind === 'nginx' ? approximated(`route to ${to}`, 'in the config file; a request sticks to no pod', 'nginx finds single replicas by Docker\'s names, which a cluster does not have. Route through an envoy service.') : carried(`route to ${to}`, service.kind === 'envoy' ? 'in the config file, to each pod that is ready' : 'in the config file, by the Service\'s name'))),
    ...probeFacts(service),
    ...resourceFacts(scope, service),
  ];
}

/** Ports, and which of them are reached from outside. */
export function portFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const exposed = new Set(exposedPorts(service).map(({ name }) => name));
  return [
    ...each(Object.entries(service.ports), ([name, { container }]) => (portLabel(name) === name ? carried(`port ${name}`, `port ${container} of the Service ${service.name}`) : approximated(`port ${name}`, `port ${container} of the Service ${service.name}, called ${portLabel(name)}`, 'A port\'s name has at most 15 characters.'))),
    ...each(publishedPorts(service), ({ name }) => (exposed.has(name) ? carried(`publish ${name}`, `through the ${scope.choices.entry === 'gateway' ? 'Gateway' : 'Ingress'}`) : dropped(`publish ${name}`, 'reached within the cluster only', 'It is no HTTP; expose it by a Service of your own if it must be reached from outside.'))),
  ];
}

function usesFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const gates = gatesOf(scope, service);
  return service.uses.map((name) => {
    const gate = gates.find((each) => each.service.name === name);
    if (gate !== undefined) return carried(`uses ${name}`, `an init container waits until ${name}:${gate.port} answers${gate.hasResources ? ' and its declared resources are there' : ''}`);
    return findService(scope, name)?.type === 'process' ? refused(`uses ${name}`, 'nothing to wait for', `${name} is a process on the developer's machine.`) : dropped(`uses ${name}`, 'no wait', `${name} has no port that could be asked.`);
  });
}

function probeFacts(service: ContainerService): readonly Fact[] {
  const { ready } = service;
  const { readinessProbe, livenessProbe, startupProbe } = probesOf(service);
  if (readinessProbe === undefined || livenessProbe === undefined || startupProbe === undefined) return [dropped('ready', 'ready as soon as it runs', 'It has no port and no question: write ready: { exec: … } or expose a port.')];
  const readiness = ready.by === 'log' ? dropped('ready: log', 'its first port is asked instead', 'Probes cannot read log lines.') : ready.by === 'running' ? approximated('ready: running', 'its first port is asked', 'A pod that only runs would get requests too early.') : carried('ready', 'startup, readiness and liveness probe');
  return [readiness, ...when(asksTwice(service), () => approximated('liveness', 'asks what readiness asks, more patiently', 'The service has one question only: write ready: { http: … } to have a stronger one.'))];
}

export function resourceFacts({ calls }: Scope, service: ContainerService): readonly Fact[] {
  const keys = Object.keys(service.resources).filter((key) => !isEmpty(service.resources[key]));
  if (keys.length === 0) return [];
  return [calls[service.name] === undefined ? refused(keys.join(', '), 'not declared', `Nothing here knows how to declare ${keys.join(', ')} of the kind ${service.kind ?? 'of this service'} in a cluster.`) : carried(keys.join(', '), 'a Job that tries until they are declared; another declaration is another Job')];
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);
}
