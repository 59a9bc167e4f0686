import type { ContainerService, JsonValue } from '../../../topology/types.ts';
import { clusterOf } from '../cluster.ts';
import type { Scope } from '../input.ts';
import { workloadOf } from '../workload.ts';
import { approximated, carried, type Fact } from './facts.ts';

/** How a kind runs with several members in production, which is not written here. */
const clusters: Readonly<Record<string, string>> = {
  elasticsearch: 'three nodes that elect a master (the ECK operator does it)',
  memcached: 'clients that share keys out among single servers: behind one address keys would be found or not by chance',
  minio: 'a pool of at least four drives, or the storage service of your cloud',
  postgres: 'streaming replicas (the CloudNativePG operator does it)',
  rabbitmq: 'a cluster of members, which was not chosen',
  redis: 'replicas and Sentinel, which clients must know',
};

export function scalingFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const { kind, replicas } = workloadOf(service, scope);
  const workload = carried('workload', kind === 'StatefulSet' ? 'StatefulSet with a headless Service and volumeClaimTemplates' : 'Deployment with rolling updates that take no pod away first');
  if (replicas.by === 'scaled') {
    const how = `HorizontalPodAutoscaler from ${replicas.min} to ${replicas.max} pods`;
    const isMore = service.template === undefined && replicas.min > service.scale;
    return [workload, isMore ? approximated(`scale: ${service.scale}`, how, 'One pod would be away for a moment at each update. What must run once only needs maxReplicas: 1 in a patch of your own.') : carried(`scale: ${service.scale}`, how)];
  }
  if (clusterOf(scope, service) !== undefined) return [workload, carried(`scale: ${service.scale}`, `a cluster of ${replicas.count} members`), ...queueFacts(service)];
  if (replicas.count !== 1) return [workload, carried(`scale: ${service.scale}`, `${replicas.count} replicas`)];
  const cluster = clusters[service.kind ?? ''];
  return [workload, approximated(`scale: ${service.scale}`, 'one replica: away for a moment when its node is drained or it is updated', cluster === undefined ? 'Its volume can be mounted by one pod only.' : `More would need ${cluster}.`)];
}

/** Queues on one member only: another type would be refused to clients that declare them as they are now. */
function queueFacts({ resources }: ContainerService): readonly Fact[] {
  const queues = Array.isArray(resources['queues']) ? resources['queues'] : [];
  const single = queues.filter((queue: JsonValue) => typeof queue === 'string' || (queue !== null && typeof queue === 'object' && !Array.isArray(queue) && (queue as { readonly type?: JsonValue }).type !== 'quorum'));
  return single.length === 0 ? [] : [approximated('queues', `${single.length} of ${queues.length} on one member each`, 'A classic queue is away with its member: write type: quorum where it must not be, and let clients declare it so.')];
}
