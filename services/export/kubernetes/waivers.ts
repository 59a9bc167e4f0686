import type { ContainerService } from '../../topology/types.ts';
import { environmentOf } from './environment.ts';
import { identityOf } from './identity.ts';
import { imageOf } from './image.ts';
import type { Scope } from './input.ts';
import { asksTwice, probesOf } from './probes.ts';
import { privilegedPorts } from './security.ts';
import { workloadOf } from './workload.ts';

/**
 * Annotations that tell checkers which findings are meant, with the reason where a checker takes one. What a rule finds beside these
 * is a mistake.
 */
export function waiversOf(scope: Scope, service: ContainerService): Record<string, string> {
  const identity = identityOf(service);
  const isAsked = probesOf(service).readinessProbe !== undefined;
  const { kind, replicas } = workloadOf(service, { ...scope, environment: 'production' });
  const ignored = [
    ...(identity !== undefined && (identity.user < 10_000 || identity.group < 10_000) ? ['container-security-context-user-group-id'] : []),
    ...(kind === 'Deployment' && replicas.by === 'fixed' && replicas.count < 2 ? ['deployment-replicas'] : []),
    ...(asksTwice(service) ? ['pod-probes-identical'] : []),
    ...(isAsked ? [] : ['pod-probes']),
  ];
  const skipped = [
    ...(identity !== undefined && identity.user < 10_000 ? [`CKV_K8S_40=${identity.by === 'template' ? 'the image needs its own number' : 'the stack file says this number'}`] : []),
    ...(readsSecrets(scope, service) ? ['CKV_K8S_35=the service reads variables'] : []),
    ...(isAsked ? [] : ['CKV_K8S_8=the service has no port and no question to ask', 'CKV_K8S_9=the service has no port and no question to ask']),
    ...(imageOf(scope, service).includes('@') && scope.choices.toolImage.includes('@') ? [] : ['CKV_K8S_43=an image has no digest in stackyard.lock, or is a build of yours']),
  ];
  return {
    ...Object.fromEntries(skipped.map((text, index) => [`checkov.io/skip${index + 1}`, text])),
    ...(ignored.length === 0 ? {} : { 'kube-score/ignore': ignored.join(',') }),
    ...(privilegedPorts(service).length === 0 ? {} : { 'ignore-check.kube-linter.io/unsafe-sysctls': 'net.ipv4.ip_unprivileged_port_start counts as safe, and lets the service listen below 1024 without being root' }),
  };
}

function readsSecrets(scope: Scope, service: ContainerService): boolean {
  return environmentOf(scope, service).some((variable) => 'valueFrom' in variable && 'secretKeyRef' in variable.valueFrom);
}
