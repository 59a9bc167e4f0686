import type { ContainerService } from '../../../topology/types.ts';
import { clusterOf } from '../clusters/index.ts';
import type { Scope } from '../input.ts';
import { chosenOperator } from '../operators/index.ts';
import { ownVolumes, sharedVolumes, workloadOf } from '../workload.ts';
import { approximated, carried, dropped, when, type Fact } from './facts.ts';
import { memberFacts } from './members.ts';

/** Why a kind runs as one pod. */
const alone: Readonly<Record<string, string>> = {
  elasticsearch: 'More would need a cluster of three members, which was not chosen, or whose config files are not the template\'s.',
  memcached: 'More would need clients that share keys out among single servers: behind one address keys would be found or not by chance.',
  minio: 'More would need a pool of at least four drives, or the storage service of your cloud.',
  postgres: 'More would need streaming replicas and a failover between them, which an operator does: choose operators: { postgres: cloudnative-pg }.',
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
  const unfit = chosenOperator(scope, service)?.unfit(service);
  return [...when(unfit !== undefined, () => dropped('operator', 'a workload of our own instead', `${chosenOperator(scope, service)?.title ?? ''} cannot run it: ${unfit ?? ''}.`)), ...ownScaling(scope, service)];
}

function ownScaling(scope: Scope, service: ContainerService): readonly Fact[] {
  const { kind, replicas } = workloadOf(service, scope);
  const shared = sharedVolumes(scope);
  const keepsOwn = ownVolumes(service).some(({ volume }) => !shared.has(volume));
  const statefulSet = keepsOwn || ownVolumes(service).length === 0 ? 'StatefulSet with a headless Service and volumeClaimTemplates' : 'StatefulSet with a headless Service; its volumes are claims that others mount too';
  const deployment = service.runsOnce ? 'Deployment that ends its pod before it starts another' : 'Deployment with rolling updates that take no pod away first';
  const workload = carried('workload', kind === 'StatefulSet' ? statefulSet : deployment);
  if (replicas.by === 'scaled') {
    const how = `HorizontalPodAutoscaler from ${replicas.min} to ${replicas.max} pods`;
    const isMore = service.template === undefined && replicas.min > service.scale;
    return [workload, isMore ? approximated(`scale: ${service.scale}`, how, 'One pod would be away for a moment at each update. Write scale: 1 where two at once do harm, as with a scheduler.') : carried(`scale: ${service.scale}`, how)];
  }
  if (clusterOf(scope, service) !== undefined) return [workload, carried(`scale: ${service.scale}`, `a cluster of ${replicas.count} members`), ...memberFacts(service), ...when(service.kind === 'elasticsearch', () => approximated('data of one node', 'refused by the member that finds them', 'A node that was alone has a cluster of its own and cannot join another: restore a snapshot into the new one.'))];
  if (replicas.count !== 1) return [workload, carried(`scale: ${service.scale}`, `${replicas.count} replicas`)];
  return [workload, approximated(`scale: ${service.scale}`, 'one replica: away for a moment when its node is drained or it is updated', reasonOfOne(service, keepsOwn))];
}

function reasonOfOne({ kind, runsOnce }: ContainerService, keepsOwn: boolean): string {
  if (runsOnce) return 'The stack file says scale: 1, so there are never two at once; leave scale out where several may run.';
  const known = alone[kind ?? ''];
  if (known !== undefined) return known;
  return keepsOwn ? 'Its volume can be mounted by one pod only, ReadWriteOnce.' : 'It keeps data, so no autoscaler adds pods: write a larger scale where several may write the same files.';
}
