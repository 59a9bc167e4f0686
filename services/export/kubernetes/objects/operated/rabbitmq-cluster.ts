import type { ContainerService } from '../../../../topology/types.ts';
import { imageOf } from '../../image.ts';
import type { Scope } from '../../input.ts';
import { operatedMembers, podLabels } from '../../operators/index.ts';
import { RABBITMQ_CONFIG } from '../../operators/rabbitmq.ts';
import { settingsOf } from '../../operators/settings.ts';
import { amountsOf } from '../../resources.ts';
import { dataSize } from './data-size.ts';

/** Ports, logs and members are the operator's; users come from its Secret and from the Job. */
const reserved = /^(?:listeners|management\.tcp|prometheus\.tcp|log|definitions|cluster_formation|cluster_name|default_pass)\b/;
/** Of the official image, as which the operator runs it. */
const RABBITMQ_USER = 999;

export function rabbitmqClusterSpec(scope: Scope, service: ContainerService): Readonly<Record<string, unknown>> {
  const members = operatedMembers(scope, service);
  const podAffinityTerm = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: podLabels(scope, service.name) } };
  const container = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } };
  return {
    replicas: members,
    image: imageOf(scope, service),
    persistence: { storage: dataSize(service) },
    resources: amountsOf(scope, service),
    terminationGracePeriodSeconds: Math.ceil(Math.max(service.production?.stopGraceSeconds ?? 0, service.stopGraceSeconds)),
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] } },
    rabbitmq: { additionalConfig: brokerSettings(service) },
    override: {
      statefulSet: {
        spec: {
          template: {
            spec: {
              // By itself the operator says less than Pod Security restricted asks for.
              securityContext: { runAsNonRoot: true, runAsUser: RABBITMQ_USER, seccompProfile: { type: 'RuntimeDefault' } },
              initContainers: [{ name: 'setup-container', securityContext: container }],
              containers: [{ name: 'rabbitmq', securityContext: container }],
            },
          },
        },
      },
    },
  };
}

/** Those of the stack's own config file; and the name that its bindings have, to which the operator makes a password. */
export function brokerSettings(service: ContainerService): string {
  const kept = settingsOf(service, RABBITMQ_CONFIG).filter(([key]) => !reserved.test(key));
  return [['default_user', 'app'], ...kept].map(([key, value]) => `${key} = ${value}\n`).join('');
}
