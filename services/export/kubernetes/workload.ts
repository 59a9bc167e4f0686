import type { ContainerService } from '../../topology/types.ts';
import { clusterOf } from './clusters/index.ts';
import type { Scope } from './input.ts';
import { once } from './once.ts';
import { operatedMembers, operatorOf } from './operators/index.ts';

/** What decides the shape of a service's workload. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet';
  /** `fixed`: that many, for what keeps data or cannot share its work. `scaled`: a HorizontalPodAutoscaler decides. */
  readonly replicas: { readonly by: 'fixed'; readonly count: number } | { readonly by: 'scaled'; readonly min: number; readonly max: number };
}

export function workloadOf(service: ContainerService, scope: Pick<Scope, 'choices' | 'environment'>): Workload {
  const { environment } = scope;
  if (operatorOf(scope, service) !== undefined) return { kind: 'StatefulSet', replicas: { by: 'fixed', count: operatedMembers(scope, service) } };
  const cluster = clusterOf(scope, service);
  if (cluster !== undefined) return { kind: 'StatefulSet', replicas: { by: 'fixed', count: cluster.members } };
  const { production, scale } = service;
  const keepsData = ownVolumes(service).length > 0;
  const kind = keepsData || production?.workload === 'StatefulSet' ? 'StatefulSet' : 'Deployment';
  if (service.runsOnce && kind === 'Deployment') return { kind, replicas: { by: 'fixed', count: 1 } };
  const isStateless = kind === 'Deployment' && (production === undefined || production.replicas > 1);
  if (scale === 0) return { kind, replicas: { by: 'fixed', count: 0 } };
  if (!isStateless) return { kind, replicas: { by: 'fixed', count: fixedCount(service) } };
  const wanted = Math.max(scale, production?.replicas ?? 2, 2);
  switch (environment) {
    case 'dev':
      return { kind, replicas: { by: 'scaled', min: 1, max: 2 } };
    case 'staging':
      return { kind, replicas: { by: 'scaled', min: 2, max: Math.max(3, wanted) } };
    case 'production':
      return { kind, replicas: { by: 'scaled', min: wanted, max: wanted * 3 } };
  }
}

/** Most pods at a time, for quotas. */
export function mostReplicas({ replicas }: Workload): number {
  return replicas.by === 'fixed' ? replicas.count : replicas.max;
}

export type VolumeMount = Extract<ContainerService['mounts'][number], { readonly type: 'volume' }>;

/** Volumes that it may write to. */
export function ownVolumes({ mounts }: ContainerService): readonly VolumeMount[] {
  return mounts.filter((mount): mount is VolumeMount => mount.type === 'volume' && !mount.readOnly);
}

export function allVolumes({ mounts }: ContainerService): readonly VolumeMount[] {
  return mounts.filter((mount): mount is VolumeMount => mount.type === 'volume');
}

/** Replicas of what keeps data. Those of a template's StatefulSet have a store each; any other replicas share what they write. */
function sharesAmongReplicas(service: ContainerService): boolean {
  return service.production?.workload !== 'StatefulSet' && fixedCount(service) > 1;
}

function fixedCount({ production, scale, runsOnce }: ContainerService): number {
  return runsOnce ? 1 : Math.max(scale, production?.replicas ?? 1);
}

/** Services that mount a volume. */
export function usersOf({ services }: Pick<Scope, 'services'>, volume: string): readonly ContainerService[] {
  return services.filter((service) => allVolumes(service).some((mount) => mount.volume === volume));
}

/** Volumes that more than one service mounts, or several replicas of one: they need a claim of their own. */
export const sharedVolumes: (scope: Pick<Scope, 'services'>) => ReadonlySet<string> = once(({ services }: Pick<Scope, 'services'>) => {
  const users = new Map<string, number>();
  for (const volume of services.flatMap((service) => [...new Set(allVolumes(service).map((mount) => mount.volume))])) users.set(volume, (users.get(volume) ?? 0) + 1);
  const ofReplicas = services.filter(sharesAmongReplicas).flatMap((service) => ownVolumes(service).map(({ volume }) => volume));
  return new Set([...[...users].filter(([, count]) => count > 1).map(([volume]) => volume), ...ofReplicas]);
});
