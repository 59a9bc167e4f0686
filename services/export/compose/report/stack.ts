import { resourcesName } from '../../kubernetes/init-containers.ts';
import { localPorts } from '../../kubernetes/exposure.ts';
import { approximated, carried, dropped, refused, when, type Fact } from '../../kubernetes/report/facts.ts';
import { callsOf, unawaited } from '../declared.ts';
import { AWAITING, toolImages } from '../declaring.ts';
import type { ComposeScope } from '../input.ts';
import { isByEdge, networksOf } from '../networks.ts';
import { ADDRESS_VARIABLE, publications, secretVariables } from '../variables.ts';

/** What belongs to no single service. */
export function stackFacts(scope: ComposeScope): readonly Fact[] {
  const { environment, project, topology, services } = scope;
  const internal = networksOf(scope).filter((network) => network.internal).length;
  const local = services.flatMap(localPorts);
  const isPublished = services.some((service) => publications(service).length > 0);
  return [
    carried('name', `project ${project}, so that it may run beside the stack that you develop`),
    carried('environment', `${environment}${environment === 'dev' ? ': one container of each service' : ''}`),
    isByEdge(scope) ? carried('wiring', `${internal} internal networks, one for each edge of the graph`) : approximated('wiring', `${internal} internal networks, one for each service that others use`, 'One for each edge would be more than Docker\'s own address ranges hold, so users of one service reach each other too.'),
    approximated('the internet', 'no service reaches it', 'Which service needs it is not in the stack file: give those a network without internal in compose.override.yaml.'),
    ...when(isPublished, () => approximated('entry', `plain HTTP on 127.0.0.1, or the address ${ADDRESS_VARIABLE} in .env`, 'Put what ends TLS before it. Beyond 127.0.0.1 Docker opens the port past the host\'s firewall.')),
    ...when(local.length > 0, () => approximated('ports without a number of yours', `reached within the stack only: ${local.join(', ')}`, 'They are published for the machine that you develop on. Give those that must be reached from outside a number, with publish.')),
    ...takenNames(scope),
    ...when(secretVariables(scope).size > 0, () => carried('secrets', `${secretVariables(scope).size} names in .env, which git ignores: sh fill-in.sh makes up the passwords, and writes the files below secrets/`)),
    ...when(topology.registry !== undefined, () => dropped('registry', 'images have their full names', 'Docker on the machine that runs it has mirrors of its own.')),
    ...when(toolImages(scope).length > 0, () => approximated('tools', `declared resources are made by ${toolImages(scope).join(', ')}`, 'Compose has nothing that could, so a service runs once and ends.')),
    ...when(unawaited(scope).length > 0, () => carried('declared, but used by nothing', `the service ${AWAITING} without containers, so that docker compose up --wait counts it as done`)),
    carried('logs', 'driver local, at most 5 files of 10 MB for each container'),
  ];
}

/** Services beside those of the stack, whose names another one may have. */
function takenNames(scope: ComposeScope): readonly Fact[] {
  const names = new Set(scope.services.map(({ name }) => name));
  const own = [...scope.services.filter((service) => callsOf(scope, service) !== undefined).map(({ name }) => resourcesName(name)), ...(unawaited(scope).length > 0 ? [AWAITING] : [])];
  return own.filter((name) => names.has(name)).map((name) => refused(`the name ${name}`, 'used twice', `What declares resources needs it: rename the service ${name}.`));
}
