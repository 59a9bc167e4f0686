import type { ContainerService } from '../../../topology/types.ts';
import { resourcesOf } from '../../kubernetes/resources.ts';
import { approximated, carried, dropped, each, refused, when, type Fact } from '../../kubernetes/report/facts.ts';
import { privilegedPorts } from '../../kubernetes/security.ts';
import { secretsIn } from '../../kubernetes/secret-keys.ts';
import { secretFacts } from '../../secret-facts.ts';
import { isHarmless, isNamespaced, tmpfsOf, userOf } from '../container.ts';
import { replicasOf } from '../declared.ts';
import { hasDigest } from '../declaring.ts';
import { builtName, imageKeys, secretArguments } from '../image.ts';
import type { ComposeScope } from '../input.ts';
import { composeSize, limitOfProcessors } from '../resources.ts';
import { extraHosts, isOwnLabel } from '../service.ts';
import { imageVariable } from '../variables.ts';

/** The image, and how its container is run. */
export function containerFacts(scope: ComposeScope, service: ContainerService): readonly Fact[] {
  const { limits, requests } = resourcesOf(service);
  const memory = `limit of ${composeSize(limits.memory)}, reservation of ${composeSize(requests.memory)}`;
  const processors = limitOfProcessors(service);
  const words = [...(service.command ?? []), ...(service.entrypoint ?? [])];
  const kept = new Set(extraHosts(service));
  return [
    ...imageFacts(scope, service),
    ...secretFacts(service),
    replicasOf(scope, service) === service.scale ? carried(`scale: ${service.scale}`, 'replicas') : approximated(`scale: ${service.scale}`, 'one replica', 'A developer\'s machine has one of each.'),
    ...when(words.length > 0, () => carried('command', 'entrypoint and command')),
    ...when(secretsIn(words).length > 0, () => approximated('secrets in the command', 'filled in from .env', 'Everybody who may list processes sees them: let the service read a variable or a file.')),
    userFact(service),
    service.readOnly || service.production?.readOnlyRoot === true ? carried('read-only root', 'read_only') : approximated('writable root', 'read_only, with tmpfs for /tmp and what the stack names', 'A writable root keeps nothing when the container is made anew; name what the service writes in tmpfs or volumes.'),
    carried('capabilities', 'all dropped'),
    ...each(service.capAdd, (name) => {
      if (isHarmless(name)) return carried(`capability ${name}`, 'cap_add');
      if (/^(CAP_)?NET_BIND_SERVICE$/.test(name)) return approximated(`capability ${name}`, 'dropped; low ports are open to every user of the container', 'By net.ipv4.ip_unprivileged_port_start.');
      return refused(`capability ${name}`, 'not added', 'With it the container could reach beyond itself. Run what needs it outside of this stack, or do without.');
    }),
    service.noNewPrivileges ? carried('no new privileges', 'security_opt') : refused('new privileges', 'not allowed', 'A program that becomes root would be root: leave out no-new-privileges:false.'),
    service.memoryBytes === undefined && service.production === undefined ? approximated('memory', memory, 'The stack file has no mem_limit; write one that you measured.') : carried('memory', memory),
    processors === undefined ? approximated('processors', `reservation of ${requests.cpu}, as weight against others`, 'The stack file has no cpus; a limit above what a machine has would keep the container from starting.') : carried('cpus', `limit of ${processors}`),
    ...when(service.pidsLimit !== undefined, () => carried('pids_limit', 'pids of the limits')),
    ...when(service.shmBytes !== undefined, () => carried('shm_size', 'shm_size')),
    ...each(Object.keys(service.ulimits), (name) => carried(`ulimit ${name}`, 'ulimits')),
    ...each(Object.keys(service.sysctls), (name) => (isNamespaced(name) ? carried(`sysctl ${name}`, 'sysctls') : refused(`sysctl ${name}`, 'not set', 'It belongs to the whole machine, and Docker refuses it: set it there.'))),
    ...each(tmpfsOf(service), (text) => carried(`tmpfs ${text.split(':')[0] ?? ''}`, text)),
    ...when(service.workingDirectory !== undefined, () => carried('working_dir', 'working_dir')),
    ...when(service.init, () => carried('init', 'init')),
    ...when(service.stopSignal !== undefined, () => carried('stop_signal', 'stop_signal')),
    carried('stop_grace_period', 'stop_grace_period'),
    carried('restart', `restart: ${service.restart}`),
    ...when(service.hostname !== undefined, () => carried('hostname', 'hostname')),
    ...each(service.extraHosts, (host) => (kept.has(host) ? carried(`extra host ${host}`, 'extra_hosts') : dropped(`extra host ${host}`, 'left out', 'It names the developer\'s machine.'))),
    ...when(service.platform !== undefined, () => carried('platform', 'platform')),
    ...each(Object.keys(service.labels), (key) => (isOwnLabel(key) ? carried(`label ${key}`, 'labels') : dropped(`label ${key}`, 'left out', 'By labels of that kind Stackyard and Compose know containers of their own.'))),
    ...each(privilegedPorts(service), (port) => approximated(`port ${port}`, 'opened without being root, by the sysctl net.ipv4.ip_unprivileged_port_start', 'Listening above 1024 would need no exception.')),
  ];
}

function imageFacts(scope: ComposeScope, service: ContainerService): readonly Fact[] {
  const { image, name } = service;
  if (image.from === 'registry') {
    const written = String(imageKeys(scope, service)['image']);
    return [hasDigest(scope, service) ? carried('image', written) : approximated('image', written, 'By its tag: stackyard.lock holds no digest of it, since it was never pulled. `stackyard images pull` writes one.')];
  }
  return [
    approximated('build', `built as ${builtName(scope, service)}, or the image ${imageVariable(name)} in .env`, 'Where the sources are: docker compose build, and push it. Another machine needs its name in .env.'),
    ...each(secretArguments(service), (key) => refused(`build argument ${key}`, 'not written', 'It looks like a secret, and would stay in the image for everybody to read: use a secret of the build.')),
  ];
}

function userFact(service: ContainerService): Fact {
  const { user, by } = userOf(service);
  switch (by) {
    case 'root':
      return refused('user', 'not written', 'Root of a container is root of the machine to what breaks out: give the service a user other than root.');
    case 'image':
      return approximated('user', 'the image\'s own', 'Its new volume belongs to that user, which is not known here. Write user: with its number, and never root.');
    case 'assumed':
      return approximated('user', user, 'The image\'s own user is not known here; its files must be readable by everybody. Write user: to have another.');
    case 'stack':
    case 'template':
      return carried('user', user);
  }
}
