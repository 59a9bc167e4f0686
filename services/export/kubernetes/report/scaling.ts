import type { ContainerService, JsonValue } from '../../../topology/types.ts';
import { clusterOf } from '../clusters/index.ts';
import type { Scope } from '../input.ts';
import { workloadOf } from '../workload.ts';
import { approximated, carried, type Fact } from './facts.ts';

/** Why a kind runs as one pod. */
const alone: Readonly<Record<string, string>> = {
  elasticsearch: 'More would need a cluster of three members, which was not chosen, or whose config files are not the template\'s.',
  memcached: 'More would need clients that share keys out among single servers: behind one address keys would be found or not by chance.',
  minio: 'More would need a pool of at least four drives, or the storage service of your cloud.',
  postgres: 'More would need streaming replicas and a failover between them, which an operator does.',
  rabbitmq: 'More would need a cluster of members, which was not chosen, or whose config file is not the template\'s.',
  // Replicas and Sentinel are left out on purpose: a failover that loses writes is worse than a pause.
  redis: [
    'Replicas with Sentinel move the primary, and clients of one address do not ask Sentinel where it is.',
    'A Service could follow it by readiness, but two pods of three would never be ready, which stops every update and the drain of a node; by a label, whose writer needs a token of the cluster\'s API in each pod; or through a proxy that asks Sentinel.',
    'With each of them a failover loses writes that were acknowledged, since replication is asynchronous: a queue does not bear that, while one pod with its volume and persistence: aof loses the last second at most.',
    'Where a pause is not borne, use the Redis of your cloud, or an operator and clients that know Sentinel.',
  ].join(' '),
};

export function scalingFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const { kind, replicas } = workloadOf(service, scope);
  const workload = carried('workload', kind === 'StatefulSet' ? 'StatefulSet with a headless Service and volumeClaimTemplates' : 'Deployment with rolling updates that take no pod away first');
  if (replicas.by === 'scaled') {
    const how = `HorizontalPodAutoscaler from ${replicas.min} to ${replicas.max} pods`;
    const isMore = service.template === undefined && replicas.min > service.scale;
    return [workload, isMore ? approximated(`scale: ${service.scale}`, how, 'One pod would be away for a moment at each update. What must run once only needs maxReplicas: 1 in a patch of your own.') : carried(`scale: ${service.scale}`, how)];
  }
  if (clusterOf(scope, service) !== undefined) return [workload, carried(`scale: ${service.scale}`, `a cluster of ${replicas.count} members`), ...memberFacts(service)];
  if (replicas.count !== 1) return [workload, carried(`scale: ${service.scale}`, `${replicas.count} replicas`)];
  return [workload, approximated(`scale: ${service.scale}`, 'one replica: away for a moment when its node is drained or it is updated', alone[service.kind ?? ''] ?? 'Its volume can be mounted by one pod only.')];
}

/** What is not on every member. */
function memberFacts(service: ContainerService): readonly Fact[] {
  return service.kind === 'elasticsearch' ? [...indexFacts(service), approximated('data of one node', 'refused by the member that finds them', 'A node that was alone has a cluster of its own and cannot join another: restore a snapshot into the new one.')] : queueFacts(service);
}

/** Another type would be refused to clients that declare queues as they are now. */
function queueFacts({ resources }: ContainerService): readonly Fact[] {
  const queues = Array.isArray(resources['queues']) ? resources['queues'] : [];
  const single = queues.filter((queue: JsonValue) => typeof queue === 'string' || (queue !== null && typeof queue === 'object' && !Array.isArray(queue) && (queue as { readonly type?: JsonValue }).type !== 'quorum'));
  return single.length === 0 ? [] : [approximated('queues', `${single.length} of ${queues.length} on one member each`, 'A classic queue is away with its member: write type: quorum where it must not be, and let clients declare it so.')];
}

/** Elasticsearch keeps one copy beside the original unless an index says another number. */
function indexFacts({ resources }: ContainerService): readonly Fact[] {
  const declared = Object.entries(recordOf(resources['indexes'])).map(([key, body]) => [typeof recordOf(body)['name'] === 'string' ? String(recordOf(body)['name']) : key, recordOf(recordOf(body)['settings'])] as const);
  const single = declared.filter(([, settings]) => [settings['number_of_replicas'], settings['index.number_of_replicas'], recordOf(settings['index'])['number_of_replicas']].some((number) => String(number) === '0'));
  return single.map(([name]) => approximated(`index ${name}`, 'on one member', 'Its settings say number_of_replicas: 0, so it is away with its member.'));
}

/** A list has its positions as keys. */
function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {};
}
