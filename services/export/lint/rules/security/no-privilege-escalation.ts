import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const noPrivilegeEscalation: Rule = containerRule({
  id: 'no-privilege-escalation',
  title: 'Processes cannot gain more privileges than they began with',
  fix: 'Set securityContext.allowPrivilegeEscalation: false.',
  tools: ['kube-linter/privilege-escalation-container', 'polaris/privilegeEscalationAllowed', 'trivy/KSV-0001', 'kubesec/AllowPrivilegeEscalation'],
  check: ({ spec }) => valueAt(spec, 'securityContext.allowPrivilegeEscalation') !== false && 'does not forbid privilege escalation',
});
