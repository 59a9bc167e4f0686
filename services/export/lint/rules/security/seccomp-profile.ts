import { shown } from '../../read.ts';
import { securityOf } from '../../pods.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const seccompProfile: Rule = containerRule({
  id: 'seccomp-profile',
  title: 'System calls are filtered',
  fix: 'Set securityContext.seccompProfile: { type: RuntimeDefault }.',
  tools: ['trivy/KSV-0030', 'trivy/KSV-0104', 'kubesec/SeccompAny', 'kubesec/SeccompUnconfined', 'kube-score/container-seccomp-profile'],
  check: (container, pod) => !['RuntimeDefault', 'Localhost'].includes(shown(securityOf(container, pod, 'seccompProfile.type'))) && 'has no seccomp profile',
});
