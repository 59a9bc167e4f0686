import type { ContainerService } from '../../topology/types.ts';
import { environmentOf } from './environment.ts';
import { identityOf } from './identity.ts';
import { imageOf } from './image.ts';
import type { Scope } from './input.ts';
import { asksTwice, probesOf } from './probes.ts';
import { privilegedPorts } from './security.ts';
import { workloadOf } from './workload.ts';

const NOTHING_TO_ASK = 'the service has no port and no question to ask';
const LOW_PORTS = 'net.ipv4.ip_unprivileged_port_start counts as safe, and lets the service listen below 1024 without being root';
const RUNS_ONCE = 'the stack file says scale: 1, never two at once';
const ONE_REPLICA = 'a second replica would hold other data';

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
    ...(kind === 'Deployment' && service.runsOnce ? ['deployment-strategy'] : []),
    ...(asksTwice(service) ? ['pod-probes-identical'] : []),
    ...(isAsked ? [] : ['pod-probes']),
  ];
  const skipped = [
    ...(identity !== undefined && identity.user < 10_000 ? [`CKV_K8S_40=${identity.by === 'template' ? 'the image needs its own number' : 'the stack file says this number'}`] : []),
    ...(readsSecrets(scope, service) ? ['CKV_K8S_35=the service reads variables'] : []),
    ...(isAsked ? [] : [`CKV_K8S_8=${NOTHING_TO_ASK}`, `CKV_K8S_9=${NOTHING_TO_ASK}`]),
    ...(imageOf(scope, service).includes('@') && scope.choices.toolImage.includes('@') ? [] : ['CKV_K8S_43=an image has no digest in stackyard.lock, or is a build of yours']),
  ];
  const meant = {
    ...(readsSecrets(scope, service) ? { 'secret-in-variable': 'the service reads variables' } : {}),
    ...(identity?.group === 0 ? { 'no-group-zero': 'the image needs this group for its files' } : {}),
    ...(ignored.includes('container-security-context-user-group-id') ? { 'user-and-group-ids': identity?.by === 'template' ? 'the image needs its own numbers' : 'the stack file says these numbers' } : {}),
    ...(ignored.includes('deployment-replicas') ? { 'no-single-replica': service.runsOnce ? RUNS_ONCE : ONE_REPLICA, 'deployment-replicas': service.runsOnce ? RUNS_ONCE : ONE_REPLICA } : {}),
    ...(ignored.includes('deployment-strategy') ? { 'rolling-update': RUNS_ONCE } : {}),
    ...(isAsked ? {} : { 'liveness-of-containers': NOTHING_TO_ASK, 'readiness-of-containers': NOTHING_TO_ASK }),
    ...(privilegedPorts(service).length === 0 ? {} : { 'privileged-ports': LOW_PORTS }),
    ...(Object.keys(service.extraHosts).length === 0 ? {} : { 'host-aliases': 'the stack file says these names' }),
  };
  return {
    ...Object.fromEntries(Object.entries(meant).map(([rule, reason]) => [`lint.stackyard.dev/${rule}`, reason])),
    ...Object.fromEntries(skipped.map((text, index) => [`checkov.io/skip${index + 1}`, text])),
    ...(ignored.length === 0 ? {} : { 'kube-score/ignore': ignored.join(',') }),
    ...(privilegedPorts(service).length === 0 ? {} : { 'ignore-check.kube-linter.io/unsafe-sysctls': LOW_PORTS }),
  };
}

function readsSecrets(scope: Scope, service: ContainerService): boolean {
  return environmentOf(scope, service).some((variable) => 'valueFrom' in variable && 'secretKeyRef' in variable.valueFrom);
}
