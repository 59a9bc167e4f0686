import { headlessName } from '../names.ts';
import type { ContainerService } from '../../../topology/types.ts';
import { clusterOf } from '../clusters/index.ts';
import type { Scope } from '../input.ts';
import { labelsOf, selectorOf } from '../labels.ts';
import type { KubernetesObject } from '../object.ts';
import { podSpec } from '../pod.ts';
import { waiversOf } from '../waivers.ts';
import { claimName } from '../volumes.ts';
import { ownVolumes, sharedVolumes, workloadOf } from '../workload.ts';
import { volumeSize } from './claim.ts';

/** The Deployment or StatefulSet of a service. Where an autoscaler decides, it says no number of replicas. */
export function workloadObject(scope: Scope, service: ContainerService): KubernetesObject {
  const { kind, replicas } = workloadOf(service, scope);
  const stack = scope.topology.name;
  // Members that all went down wait for each other, so they must start together.
  const cluster = clusterOf(scope, service);
  const labels = labelsOf(stack, service.name, service);
  const annotations = annotationsOf(scope, service);
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: service.name, namespace: scope.namespace, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: {
      ...(replicas.by === 'fixed' ? { replicas: replicas.count } : {}),
      revisionHistoryLimit: 5,
      ...(kind === 'StatefulSet' ? { serviceName: headlessName(service.name), podManagementPolicy: cluster === undefined ? 'OrderedReady' : 'Parallel', ...(cluster === undefined || cluster.members === 1 ? {} : { minReadySeconds: cluster.settleSeconds }) } : { progressDeadlineSeconds: Math.max(600, Math.ceil(service.readyTimeoutSeconds) * 3) }),
      selector: { matchLabels: selectorOf(stack, service.name) },
      ...(kind === 'StatefulSet' ? { updateStrategy: { type: 'RollingUpdate' } } : { strategy: service.runsOnce ? { type: 'Recreate' } : { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } }),
      template: { metadata: { labels, annotations: { 'kubectl.kubernetes.io/default-container': service.name } }, spec: podSpec(scope, service) },
      ...(kind === 'StatefulSet' ? claims(scope, service) : {}),
    },
  };
}

function claims(scope: Scope, service: ContainerService): Readonly<Record<string, unknown>> {
  const shared = sharedVolumes(scope);
  const own = [...new Map(ownVolumes(service).filter(({ volume }) => !shared.has(volume)).map((mount) => [mount.volume, mount])).values()];
  if (own.length === 0) return {};
  return {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    volumeClaimTemplates: own.map(({ volume }) => ({
      metadata: { name: claimName(volume), labels: selectorOf(scope.topology.name, service.name) },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: volumeSize(service, volume) } } },
    })),
  };
}

function annotationsOf(scope: Scope, service: ContainerService): Record<string, string> {
  const own = Object.entries(service.labels).filter(([key]) => /^([a-z0-9.-]+\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(key));
  return { ...Object.fromEntries(own), ...waiversOf(scope, service) };
}
