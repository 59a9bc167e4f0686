import { textAt } from '../../read.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const adminRoles: Rule = bindingRule({
  id: 'admin-roles',
  title: 'Nobody is given a role that is made for administrators',
  fix: 'Bind a role with what is needed.',
  tools: ['trivy/KSV-0111'],
  check: (binding) => ['cluster-admin', 'admin', 'edit'].includes(textAt(binding, 'roleRef.name') ?? '') && `It gives the role ${textAt(binding, 'roleRef.name') ?? ''}`,
});
