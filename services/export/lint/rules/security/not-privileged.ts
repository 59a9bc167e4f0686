import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const notPrivileged: Rule = containerRule({
  id: 'not-privileged',
  title: 'No container is privileged',
  fix: 'Remove securityContext.privileged; such a container is root on the node.',
  tools: ['kube-linter/privileged-container', 'kube-linter/scc-deny-privileged-container', 'kube-score/container-security-context-privileged', 'polaris/runAsPrivileged', 'trivy/KSV-0017', 'kubesec/Privileged'],
  check: ({ spec }) => valueAt(spec, 'securityContext.privileged') === true && 'is privileged',
});
