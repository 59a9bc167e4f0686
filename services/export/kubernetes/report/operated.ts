import type { ContainerService } from '../../../topology/types.ts';
import { imageOf } from '../image.ts';
import type { Scope } from '../input.ts';
import { databaseParameters } from '../objects/operated/cloudnative-pg.ts';
import { dataSize } from '../objects/operated/data-size.ts';
import { searchSettings } from '../objects/operated/elasticsearch.ts';
import { brokerSettings } from '../objects/operated/rabbitmq-cluster.ts';
import { operatedMembers, type Operator } from '../operators/index.ts';
import { amountsOf } from '../resources.ts';
import { approximated, carried, dropped, each, when, type Fact } from './facts.ts';
import { memberFacts } from './members.ts';

type Facts = (scope: Scope, service: ContainerService) => readonly Fact[];

/** What becomes of a service that an operator runs, beside its wiring. */
export function operatedFacts(scope: Scope, service: ContainerService, operator: Operator): readonly Fact[] {
  const { name } = service;
  const { limits, requests } = amountsOf(scope, service);
  const { served, secret, asksApi, controller, title, kind } = operator;
  return [
    approximated('workload', `${kind} ${name} for ${title}, ${operatedMembers(scope, service)} pods`, 'The operator and its definitions must be in the cluster first; pods, claims, accounts and probes are its own, and stand in none of these files.'),
    approximated('data', 'new volumes', 'What a StatefulSet kept is not taken over: dump it and restore it. stackyard deploy never removes the resource, since its volumes may go with it.'),
    served === undefined ? carried('address', `the Service ${name}, which the operator makes`) : carried('address', `the Service ${name}, which leads to the operator's pods`),
    ...each(Object.entries(secret?.keys ?? {}), ([own, key]) => carried(`secret ${own.toLowerCase()}`, `key ${key} of the Secret ${name}${secret?.ending ?? ''}, which the operator makes: nothing is to be filled in`)),
    ...when(asksApi, () => approximated('egress', 'ports 443, 6443 and 8443 of every address', `Pods of ${title} ask the cluster's API, and where that stands differs from one cluster to the next.`)),
    ...when(controller !== undefined, () => carried('operator', 'let in to the ports that it asks, from whatever namespace it runs in')),
    carried('mem_limit', `limit of ${limits.memory}, request of ${requests.memory}`),
    ...each(service.mounts.filter(({ type }) => type === 'volume').slice(0, 1), () => carried('volume', `claims of ${dataSize(service)}`)),
    approximated('command, variables and files', 'the operator\'s own', 'Settings of the config file are carried over as told here; the rest of it is not.'),
    ...each(leftOut(service), (word) => dropped(word, 'left out', `${title} makes the pods: say it in a patch of its resource.`)),
    ...when(service.uses.length > 0, () => dropped('uses', 'no wait', 'The operator starts its pods by itself.')),
    ...(byKind[kind]?.(scope, service) ?? []),
  ];
}

function leftOut({ extraHosts, labels, platform, sysctls, ulimits }: ContainerService): readonly string[] {
  const given = { extra_hosts: extraHosts.length, labels: Object.keys(labels).length, platform: platform === undefined ? 0 : 1, sysctls: Object.keys(sysctls).length, ulimits: Object.keys(ulimits).length };
  return Object.entries(given).flatMap(([word, amount]) => (amount === 0 ? [] : [word]));
}

const byKind: Readonly<Record<string, Facts>> = {
  Cluster: (scope, service) => [
    approximated('image', imageOf(scope, service), 'The operator needs an image of its own make: of the same major version, not pinned by the lock.'),
    carried('settings', `${Object.keys(databaseParameters(service)).length} parameters of postgresql.conf`),
    scope.calls[service.name] === undefined
      ? approximated('user app', 'owner of the database app', 'On the developer\'s machine it may do everything: extensions and roles are made by postgres here.')
      : approximated('user app', 'may do everything, as on the developer\'s machine', 'The Job declares databases and users by it.'),
    approximated('TLS', 'offered under a certificate of the operator; clients without TLS are let in', 'The stack\'s addresses do not ask for it: add sslmode=require to yours.'),
    approximated('failover', 'a replica becomes the primary, and the Service leads to it', 'Connections break for a moment, and replication is asynchronous: the last writes may be lost. Set minSyncReplicas in a patch where they must not.'),
  ],
  RabbitmqCluster: (scope, service) => [
    carried('image', imageOf(scope, service)),
    carried('settings', `${brokerSettings(service).split('\n').length - 2} lines of rabbitmq.conf`),
    carried('user app', 'the operator\'s first user, under the name that bindings have'),
    approximated('read-only root', 'writable', 'The operator\'s pods write beside their volumes; the rest of Pod Security restricted is kept by an override.'),
    approximated('TLS', 'plain, within the network policies', 'As on the developer\'s machine: name a certificate under spec.tls in a patch to have it.'),
    ...memberFacts(service),
  ],
  Elasticsearch: (scope, service) => [
    carried('image', imageOf(scope, service)),
    carried('settings', `${Object.keys(searchSettings(service)).length - 2} lines of elasticsearch.yml`),
    approximated('security', 'on; who sends no name may do everything', 'The operator cannot run without it, and the stack\'s addresses have no password: the network policies say who is let in, as in the stack.'),
    approximated('TLS', 'between members; plain HTTP for clients', 'The stack\'s addresses are http://: leave out spec.http.tls in a patch to have it.'),
    ...memberFacts(service),
  ],
};
