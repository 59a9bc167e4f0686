import { securityOf } from '../../pods.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const runAsNonRoot: Rule = containerRule({
  id: 'run-as-non-root',
  title: 'Containers must not be root',
  fix: 'Set securityContext.runAsNonRoot: true, and a runAsUser above 0.',
  tools: ['kube-linter/run-as-non-root', 'polaris/runAsRootAllowed', 'trivy/KSV-0012', 'kubesec/RunAsNonRoot'],
  check: (container, pod) => securityOf(container, pod, 'runAsNonRoot') !== true && 'may run as root',
});
