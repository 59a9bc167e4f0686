import { resourcesName } from '../../kubernetes/init-containers.ts';
import { approximated, carried, dropped, refused, when, type Fact } from '../../kubernetes/report/facts.ts';
import { toolImages } from '../declaring.ts';
import type { ComposeScope } from '../input.ts';
import { isByEdge, networksOf } from '../networks.ts';
import { ADDRESS_VARIABLE, publications, secretVariables } from '../variables.ts';

/** What belongs to no single service. */
export function stackFacts(scope: ComposeScope): readonly Fact[] {
  const { environment, project, topology, services } = scope;
  const internal = networksOf(scope).filter((network) => network.internal).length;
  const isPublished = services.some((service) => publications(service).length > 0);
  return [
    carried('name', `project ${project}, so that it may run beside the stack that you develop`),
    carried('environment', `${environment}${environment === 'dev' ? ': one container of each service' : ''}`),
    isByEdge(scope) ? carried('wiring', `${internal} internal networks, one for each edge of the graph`) : approximated('wiring', `${internal} internal networks, one for each service that others use`, 'One for each edge would be more than Docker\'s own address ranges hold, so users of one service reach each other too.'),
    approximated('the internet', 'no service reaches it', 'Which service needs it is not in the stack file: give those a network without internal in compose.override.yaml.'),
    ...when(isPublished, () => approximated('entry', `plain HTTP on 127.0.0.1, or the address ${ADDRESS_VARIABLE} in .env`, 'Put what ends TLS before it. Beyond 127.0.0.1 Docker opens the port past the host\'s firewall.')),
    ...takenNames(scope),
    ...when(secretVariables(scope).size > 0, () => carried('secrets', `${secretVariables(scope).size} names in .env, which git ignores: sh fill-in.sh makes up the passwords, and writes the files below secrets/`)),
    ...when(topology.registry !== undefined, () => dropped('registry', 'images have their full names', 'Docker on the machine that runs it has mirrors of its own.')),
    ...when(toolImages(scope).length > 0, () => approximated('tools', `declared resources are made by ${toolImages(scope).join(', ')}`, 'Compose has nothing that could, so a service runs once and ends.')),
    carried('logs', 'driver local, at most 5 files of 10 MB for each container'),
    ...notWaited(scope),
  ];
}

/** Services beside those of the stack, whose names another one may have. */
function takenNames({ services, calls }: ComposeScope): readonly Fact[] {
  const names = new Set(services.map(({ name }) => name));
  return services.filter(({ name }) => calls[name] !== undefined && names.has(resourcesName(name))).map(({ name }) => refused(`the name ${resourcesName(name)}`, 'used twice', `What declares the resources of ${name} needs it: rename the service ${resourcesName(name)}.`));
}

function notWaited({ services, calls }: ComposeScope): readonly Fact[] {
  const used = new Set(services.flatMap(({ uses }) => uses));
  return services.filter(({ name }) => calls[name] !== undefined && !used.has(name)).map(({ name }) => approximated(`declared in ${name}`, 'made after its start, which nothing waits for', 'No service of the stack uses it.'));
}
