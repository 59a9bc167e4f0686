import { headlessName } from '../names.ts';
import { exposedOf, tlsHosts } from '../objects/entry.ts';
import { edgesOf } from '../edges.ts';
import { localPorts } from '../exposure.ts';
import type { Scope } from '../input.ts';
import { operatorOf } from '../operators/index.ts';
import { metricsPorts } from '../metrics.ts';
import { resourcesName } from '../init-containers.ts';
import { approximated, carried, dropped, refused, when, type Fact } from './facts.ts';

/** What belongs to no single service. */
export function stackFacts(scope: Scope): readonly Fact[] {
  const { choices, namespace, topology } = scope;
  const local = scope.services.flatMap(localPorts);
  return [
    carried('name', `namespace ${namespace} under Pod Security restricted, with quota and default limits`),
    carried('wiring', `every connection is denied but ${edgesOf(scope).length} edges of the graph and the cluster's name server`),
    ...when(choices.internet.length === 0, () => approximated('the internet', 'no pod reaches it', 'Which service needs it is not in the stack file: choose those that do.')),
    ...when(local.length > 0, () => approximated('ports without a number of yours', `reached within the cluster only: ${local.join(', ')}`, 'They are published for the machine that you develop on. Give those that must be reached from outside a number, with publish.')),
    ...takenNames(scope),
    secretFact(scope),
    ...entryFacts(scope),
    ...when(topology.registry !== undefined, () => dropped('registry', 'images have their full names', 'A cluster\'s nodes have mirrors of their own.')),
    ...when(choices.monitoring, () => carried('monitoring', `ServiceMonitors of ${scope.services.filter((service) => metricsPorts(service).length > 0).length} services, and alert rules`)),
    approximated('tools', `waits, secret files and declared resources are done by ${choices.toolImage}`, 'Pods run it before their service, so each node pulls it once.'),
  ];
}

/** Objects that a service needs beside its own have its name with an ending, which another service may be called. */
function takenNames(scope: Scope): readonly Fact[] {
  const { services, calls } = scope;
  const names = new Set(services.map(({ name }) => name));
  const taken = services.flatMap((service) => {
    const { name } = service;
    const made = operatorOf(scope, service)?.endings.map((ending) => `${name}${ending}`) ?? [headlessName(name)];
    return [...made, ...(calls[name] === undefined ? [] : [resourcesName(name)])].filter((each) => names.has(each)).map((each) => ({ name, each }));
  });
  return taken.map(({ name, each }) => refused(`the name ${each}`, 'used twice', `Objects of ${name} need it: rename the service ${each}.`));
}

function secretFact({ choices, environment }: Scope): Fact {
  switch (choices.secrets) {
    case 'env-file':
      return carried('secrets', `Secrets from overlays/${environment}/secrets/*.env, which git ignores: copy each .example and fill it in`);
    case 'external-secrets':
      return carried('secrets', `ExternalSecrets that read from the ${choices.secretStore.kind} ${choices.secretStore.name}`);
    case 'sealed-secrets':
      return approximated('secrets', 'SealedSecrets without values', 'Only your cluster\'s key can seal them: kubeseal --merge-into FILE for each.');
  }
}

function entryFacts(scope: Scope): readonly Fact[] {
  const { choices, environment } = scope;
  const exposed = exposedOf(scope);
  if (exposed.length === 0) return [];
  const name = choices.entry === 'gateway' ? `Gateway of the class ${choices.gatewayClass}` : `Ingress of the class ${choices.ingressClass}`;
  const hosts = exposed.flatMap((each) => each.hosts);
  return [
    approximated('entry', `${name} for ${hosts.length === 0 ? 'every host' : hosts.join(', ')}`, `The class must be one that the cluster has${hosts.length === 0 ? ', and a host name keeps other requests out' : ''}.`),
    approximated('entry to the pods', 'let in from everywhere on their published port', 'Where the pods of a gateway stand differs from one to the next.'),
    ...when(choices.issuer !== null && tlsHosts(scope).length === 0, () => dropped('TLS', 'plain HTTP', `A certificate needs a host name: choose one for ${environment}.`)),
    ...when(choices.issuer !== null && tlsHosts(scope).length > 0, () => carried('TLS', `certificates of the issuer ${choices.issuer ?? ''}; plain HTTP is sent to https`)),
    ...when(choices.issuer === null, () => approximated('TLS', 'plain HTTP', 'No issuer of certificates was chosen.')),
  ];
}
