import type { ContainerService } from '../../../topology/types.ts';
import { publishedPorts } from '../../kubernetes/exposure.ts';
import { resourcesName } from '../../kubernetes/init-containers.ts';
import { approximated, carried, dropped, each, refused, when, type Fact } from '../../kubernetes/report/facts.ts';
import { findService } from '../../kubernetes/scope.ts';
import { variableKey } from '../../kubernetes/secret-keys.ts';
import { holdsPlainSecret } from '../../../topology/secret-judge.ts';
import { sharedVolumes } from '../../kubernetes/workload.ts';
import { callsOf, replicasOf } from '../declared.ts';
import { configParts, secretParts } from '../files.ts';
import { healthcheckOf } from '../healthcheck.ts';
import type { ComposeScope } from '../input.ts';
import { dependencies } from '../service.ts';
import { publications, secretVariable } from '../variables.ts';

/** What connects a service with others: ports, variables, files, volumes, waits and probes. */
export function wiringFacts(scope: ComposeScope, service: ContainerService): readonly Fact[] {
  const published = new Map(publications(service).map((port) => [port.name, port]));
  return [
    ...each(Object.entries(service.ports), ([name, { container, protocol }]) => carried(`port ${name}`, `port ${container}/${protocol} of the host name ${service.name}`)),
    ...each(publishedPorts(service), ({ name }) => {
      const port = published.get(name);
      if (port === undefined) return dropped(`publish ${name}`, 'reached within the stack only', 'It is no HTTP; publish it in compose.override.yaml if it must be reached from outside.');
      return port.hostPort < 1024 ? approximated(`publish ${name}`, `port ${port.hostPort}, or ${port.variable} in .env`, 'Docker without root may open no port below 1024: write another one there.') : carried(`publish ${name}`, `port ${port.hostPort}, or ${port.variable} in .env`);
    }),
    ...when(Object.keys(service.environment).length > 0, () => carried('environment', `${Object.keys(service.environment).length} variables`)),
    ...each(Object.entries(service.environment).filter(([name, text]) => holdsPlainSecret(name, text)), ([name]) => approximated(`variable ${name}`, `${secretVariable(scope, { service: service.name, key: variableKey(name) })} in .env`, 'It looks like a secret, so its value is not written. Fill it in there.')),
    ...each(configParts(scope, service), ({ target, file }) => carried(`config file ${target}`, `${file}; its digest is a label, so that a change makes the container anew`)),
    ...each(secretParts(service), ({ target, file }) => carried(`secret file ${target}`, `${file}, which fill-in.sh writes`)),
    ...each(service.mounts, (mount) => {
      if (mount.type === 'bind') return refused(`bind mount at ${mount.target}`, 'not mounted', `Another machine has no ${mount.source.split(/[\\/]/).at(-1) ?? 'folder'} of this one: copy it into the image, or keep it in a volume.`);
      const size = service.production?.storage[mount.volume.slice(service.name.length + 1)];
      const shared = sharedVolumes(scope).has(mount.volume) ? ', which several services mount' : '';
      return size === undefined ? carried(`volume ${mount.volume}`, `named volume${shared}`) : approximated(`volume ${mount.volume}`, `named volume${shared}, without a bound`, `Docker bounds none: keep ${size} free.`);
    }),
    ...usesFacts(scope, service),
    ...each(service.routes, ({ to }) => carried(`route to ${to}`, 'in the config file')),
    ...readyFacts(service),
    ...resourceFacts(scope, service),
  ];
}

function usesFacts(scope: ComposeScope, service: ContainerService): readonly Fact[] {
  const waits = new Map(Object.entries(dependencies(scope, service)).map(([name, { condition }]) => [name, condition]));
  return service.uses.map((name) => {
    const condition = waits.get(name);
    if (condition !== undefined) return carried(`uses ${name}`, `depends_on: ${condition}${waits.has(resourcesName(name)) ? ', and its declared resources' : ''}`);
    return findService(scope, name)?.type === 'process' ? refused(`uses ${name}`, 'nothing to wait for', `${name} is a process on the developer's machine.`) : dropped(`uses ${name}`, 'no wait', `${name} has no container: its scale is 0.`);
  });
}

function readyFacts(service: ContainerService): readonly Fact[] {
  const { ready, production } = service;
  const check = healthcheckOf(service);
  if (check === undefined) return [dropped('ready', 'ready as soon as it runs', 'It has no port and no question: write ready: { exec: … } or expose a port.')];
  const restarts = 'Docker restarts nothing that is unhealthy; it restarts what ends.';
  switch (ready.by) {
    case 'log':
      return [dropped('ready: log', 'its first port is asked instead', 'A healthcheck cannot read log lines.')];
    case 'running':
      return [approximated('ready: running', 'its first port is asked', 'A container that only runs would get requests too early.')];
    case 'http':
      return [approximated('ready', 'healthcheck by curl, wget, node or bash, whichever the image has first', restarts)];
    case 'kind':
      return [production === undefined ? approximated('ready', 'healthcheck of its first port', restarts) : approximated('ready', 'healthcheck', restarts)];
    case 'tcp':
    case 'exec':
      return [approximated('ready', 'healthcheck', restarts)];
  }
}

function resourceFacts(scope: ComposeScope, service: ContainerService): readonly Fact[] {
  const keys = Object.entries(service.resources).filter(([, value]) => value !== null && Object.keys(Object(value)).length > 0).map(([key]) => key);
  if (keys.length === 0) return [];
  if (replicasOf(scope, service) === 0) return [dropped(keys.join(', '), 'not declared', 'It has no container: its scale is 0.')];
  return [callsOf(scope, service) === undefined ? refused(keys.join(', '), 'not declared', `Nothing here knows how to declare ${keys.join(', ')} of the kind ${service.kind ?? 'of this service'} without Stackyard.`) : carried(keys.join(', '), `the service ${resourcesName(service.name)}, which declares what is missing at each start and ends`)];
}
