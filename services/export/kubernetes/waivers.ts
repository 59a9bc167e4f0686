import type { ContainerService } from '../../topology/types.ts';
import { identityOf } from './identity.ts';
import type { Scope } from './input.ts';
import { asksTwice, probesOf } from './probes.ts';
import { privilegedPorts } from './security.ts';
import { workloadOf } from './workload.ts';

/**
 * Annotations that tell checkers which findings are meant, with the reason where a checker takes one. What a rule finds beside these
 * is a mistake.
 */
export function waiversOf({ choices }: Pick<Scope, 'choices'>, service: ContainerService): Record<string, string> {
  const identity = identityOf(service);
  const isAsked = probesOf(service).readinessProbe !== undefined;
  const { kind, replicas } = workloadOf(service, { choices, environment: 'production' });
  const ignored = [
    ...(identity !== undefined && (identity.user < 10_000 || identity.group < 10_000) ? ['container-security-context-user-group-id'] : []),
    ...(kind === 'Deployment' && replicas.by === 'fixed' && replicas.count < 2 ? ['deployment-replicas'] : []),
    ...(asksTwice(service) ? ['pod-probes-identical'] : []),
    ...(isAsked ? [] : ['pod-probes']),
  ];
  return {
    ...(ignored.length === 0 ? {} : { 'kube-score/ignore': ignored.join(',') }),
    ...(privilegedPorts(service).length === 0 ? {} : { 'ignore-check.kube-linter.io/unsafe-sysctls': 'net.ipv4.ip_unprivileged_port_start counts as safe, and lets the service listen below 1024 without being root' }),
  };
}
