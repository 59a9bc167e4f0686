import { textAt } from '../../read.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const clusterAdmin: Rule = bindingRule({
  id: 'cluster-admin',
  title: 'Nobody is given the whole cluster',
  fix: 'Bind a role with what is needed.',
  tools: ['trivy/KSV-0111', 'kube-linter/cluster-admin-role-binding', 'polaris/clusterrolebindingClusterAdmin', 'polaris/rolebindingClusterAdminClusterRole', 'polaris/rolebindingClusterAdminRole'],
  check: (binding) => ['cluster-admin', 'admin', 'edit'].includes(textAt(binding, 'roleRef.name') ?? '') && `It gives the role ${textAt(binding, 'roleRef.name') ?? ''}`,
});
