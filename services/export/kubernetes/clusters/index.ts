import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { operatorOf } from '../operators/index.ts';
import type { ClusterForm, ClusterParts, ClusterScope } from './cluster.ts';
import { elasticsearchCluster } from './elasticsearch.ts';
import { rabbitmqCluster } from './rabbitmq.ts';

/** How the members of a clustered service find and trust each other. */
export interface Cluster extends Pick<ClusterForm, 'ports' | 'settleSeconds'> {
  readonly members: number;
}

const MEMBERS = 3;
const forms: Readonly<Record<string, ClusterForm>> = { elasticsearch: elasticsearchCluster, rabbitmq: rabbitmqCluster };

/**
 * Three members of what can run so, where its template wrote the config files and nobody chose a number of replicas. Every environment
 * has the ports, so that all have the same objects; a developer's has one member.
 */
export function clusterOf(scope: Pick<Scope, 'choices' | 'environment'>, service: ContainerService): Cluster | undefined {
  const { choices, environment } = scope;
  const form = forms[service.kind ?? ''];
  if (!choices.clusters || form === undefined || service.scale !== 1 || !form.fits(service) || operatorOf(scope, service) !== undefined) return undefined;
  return { members: environment === 'dev' ? 1 : MEMBERS, ports: form.ports, settleSeconds: form.settleSeconds };
}

const none: ClusterParts = { files: [], texts: {}, variables: {}, secretKeys: [], probes: {} };

/** Empty for a service that is no cluster, and for one of one member. */
export function clusterParts(scope: ClusterScope, service: ContainerService): ClusterParts {
  const members = clusterOf(scope, service)?.members ?? 1;
  return members === 1 ? none : { ...none, ...forms[service.kind ?? '']?.parts(scope, service, members) };
}

/** The service as its members are asked: what is ready alone is not what is ready among others. */
export function asMember(scope: ClusterScope, service: ContainerService): ContainerService {
  const { probes } = clusterParts(scope, service);
  return service.production === undefined || Object.keys(probes).length === 0 ? service : { ...service, production: { ...service.production, probes: { ...service.production.probes, ...probes } } };
}
