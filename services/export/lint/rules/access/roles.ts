import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const roles: Rule = roleRule({
  id: 'roles',
  title: 'Nobody changes roles and bindings',
  fix: 'Remove the verbs that change.',
  tools: ['trivy/KSV-0050'],
  check: (grants) => mayDo(grants, ['create', 'update', 'delete', 'deletecollection', 'impersonate', '*'], ['roles', 'rolebindings']) && 'It lets roles or bindings be changed',
});
