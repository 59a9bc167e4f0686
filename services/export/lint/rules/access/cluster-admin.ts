import { boundGrants } from '../../bound-grants.ts';
import { textAt } from '../../read.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const clusterAdmin: Rule = bindingRule({
  id: 'cluster-admin',
  title: 'Nobody is given the whole cluster',
  fix: 'Bind a role with what is needed.',
  tools: ['kube-linter/cluster-admin-role-binding', 'polaris/clusterrolebindingClusterAdmin', 'polaris/rolebindingClusterAdminClusterRole', 'polaris/rolebindingClusterAdminRole'],
  check: (binding, all) => (textAt(binding, 'roleRef.name') === 'cluster-admin' || boundGrants(binding, all).some(({ groups, resources, verbs }) => [groups, resources, verbs].every((each) => each.includes('*')))) && `It gives everything, by ${textAt(binding, 'roleRef.name') ?? ''}`,
});
