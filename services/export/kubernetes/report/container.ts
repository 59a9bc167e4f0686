import type { ContainerService } from '../../../topology/types.ts';
import { secretFacts } from '../../secret-facts.ts';
import { mebibytes } from '../amounts.ts';
import { identityOf } from '../identity.ts';
import { imageOf } from '../image.ts';
import type { Scope } from '../input.ts';
import { resourcesOf } from '../resources.ts';
import { drainSeconds } from '../routed.ts';
import { scratchOf } from '../scratch.ts';
import { isSafeSysctl, privilegedPorts } from '../security.ts';
import { approximated, carried, dropped, each, refused, when, type Fact } from './facts.ts';

/** The image, and how its container is run. */
export function containerFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const { limits, requests } = resourcesOf(service);
  return [
    imageFact(scope, service),
    ...secretFacts(service),
    ...when(service.entrypoint !== undefined || service.command !== undefined, () => carried('command', 'command and args of the container')),
    ...userFacts(service),
    service.readOnly || service.production?.readOnlyRoot === true ? carried('read-only root', 'readOnlyRootFilesystem') : approximated('writable root', 'read-only, with emptyDirs for /tmp and what tmpfs names', 'A writable root keeps nothing over a restart; name what the service writes in tmpfs or volumes.'),
    carried('capabilities', 'all dropped'),
    ...each(service.capAdd, (name) => (/^(CAP_)?NET_BIND_SERVICE$/.test(name) ? approximated(`capability ${name}`, 'dropped; the pod may open low ports by net.ipv4.ip_unprivileged_port_start', 'Pod Security restricted would allow it to root only in effect.') : refused(`capability ${name}`, 'not added', 'Pod Security restricted allows none but NET_BIND_SERVICE. Run what needs it outside of this namespace, or do without.'))),
    service.noNewPrivileges ? carried('no new privileges', 'allowPrivilegeEscalation: false') : refused('new privileges', 'not allowed', 'Pod Security restricted forbids them: leave out no-new-privileges:false.'),
    ...when(service.memoryBytes !== undefined, () => carried('mem_limit', `limit of ${limits.memory}, request of ${requests.memory}`)),
    ...when(service.memoryBytes === undefined && service.production === undefined, () => approximated('memory', `limit of ${limits.memory}, request of ${requests.memory}`, 'The stack file has no mem_limit; write one that you measured.')),
    ...when(service.cpus !== undefined, () => carried('cpus', `limit of ${limits.cpu}`)),
    ...when(service.cpus === undefined, () => approximated('processors', `limit of ${limits.cpu}, request of ${requests.cpu}`, 'The stack file has no cpus; the limit leaves room for bursts.')),
    ...when(service.pidsLimit !== undefined, () => dropped('pids_limit', 'the node\'s own limit counts', 'A pod cannot set it.')),
    ...when(service.shmBytes !== undefined, () => carried('shm_size', `emptyDir in memory of ${mebibytes(service.shmBytes ?? 0)} at /dev/shm`)),
    ...each(Object.keys(service.ulimits), (name) => dropped(`ulimit ${name}`, 'the node\'s own limit counts', 'A pod cannot set it; the container runtime\'s default is usually high.')),
    ...each(Object.keys(service.sysctls), (name) => (isSafeSysctl(name) ? carried(`sysctl ${name}`, 'sysctls of the pod') : refused(`sysctl ${name}`, 'not set', 'Kubernetes calls it unsafe, and Pod Security restricted refuses it: set it on the nodes.'))),
    ...each(scratchOf(service), ({ path, bytes, medium }) => (medium === 'memory' ? carried(`memory at ${path}`, `emptyDir in memory of ${mebibytes(bytes)}`) : approximated(`tmpfs ${path}`, `emptyDir on the node's disk of at most ${mebibytes(bytes)}`, 'In memory its files would count against the memory limit.'))),
    ...when(service.workingDirectory !== undefined, () => carried('working_dir', 'workingDir')),
    ...when(service.init, () => dropped('init', 'the service is process 1', 'Kubernetes has no such process: handle SIGTERM, or start through tini in the image.')),
    ...stopFacts(scope, service),
    service.restart === 'no' || service.restart === 'on-failure' ? approximated(`restart: ${service.restart}`, 'restarted always', 'Pods of Deployments and StatefulSets allow nothing else; what runs once should be a Job of your own.') : carried('restart', 'restartPolicy Always'),
    ...when(service.hostname !== undefined, () => (service.production?.workload === 'StatefulSet' ? carried('hostname', `${service.name}-0, which the StatefulSet keeps`) : dropped('hostname', 'pods have the names that Kubernetes gives them', 'Replicas cannot share one.'))),
    ...each(service.extraHosts, (host) => (/:[\d.]+$|:[0-9a-f:]*:[0-9a-f]*$/i.test(host) ? carried(`extra host ${host}`, 'hostAliases') : dropped(`extra host ${host}`, 'left out', 'It names the developer\'s machine.'))),
    ...when(service.platform !== undefined, () => carried('platform', 'nodeSelector kubernetes.io/arch')),
    ...when(Object.keys(service.labels).length > 0, () => approximated('labels', 'annotations of the workload', 'Labels of Kubernetes have shorter values, and selectors read them.')),
    ...each(privilegedPorts(service), (port) => approximated(`port ${port}`, 'opened without being root, by the sysctl net.ipv4.ip_unprivileged_port_start', 'Listening above 1024 would need no exception.')),
  ];
}

function imageFact(scope: Scope, service: ContainerService): Fact {
  const written = imageOf(scope, service);
  if (service.image.from === 'registry') return written.includes('@') ? carried('image', written) : approximated('image', written, 'By its tag: stackyard.lock holds no digest of it. `stackyard images pull` writes one.');
  if (scope.choices.images[service.name] !== undefined) return carried('build', written);
  return approximated('build', written, `A cluster builds nothing. Build and push it, then name it in the stack file: export: { kubernetes: { images: { ${service.name}: YOUR-REGISTRY/${service.name}:TAG } } }`);
}

function userFacts(service: ContainerService): readonly Fact[] {
  const identity = identityOf(service);
  if (identity === undefined) return [refused('user', 'not written', 'Root is refused by Pod Security restricted: give the service a user other than root.')];
  const how = `uid ${identity.user}, gid ${identity.group}`;
  switch (identity.by) {
    case 'usual':
      return [carried('user', how)];
    case 'stack':
      return [carried('user', how)];
    case 'template':
      return [approximated('user', how, 'The image needs its own number, which may belong to somebody on the node as well.')];
    case 'assumed':
      return [approximated('user', how, 'The image\'s own user is not known here; its files must be readable by everybody. Write user: with a number to have another.')];
  }
}

function stopFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const { stopSignal, template } = service;
  const drain = drainSeconds(scope, service);
  return [
    ...when(stopSignal !== undefined && template !== undefined, () => carried('stop_signal', `${stopSignal}, which the image itself names`)),
    ...when(stopSignal !== undefined && template === undefined && stopSignal !== 'SIGTERM', () => dropped(`stop_signal ${stopSignal}`, 'the image\'s own counts', 'A pod cannot set it on every version of Kubernetes: write STOPSIGNAL into the Dockerfile.')),
    carried('stop_grace_period', drain === 0 ? 'terminationGracePeriodSeconds' : `terminationGracePeriodSeconds, after ${drain} s in which new requests go elsewhere`),
  ];
}
