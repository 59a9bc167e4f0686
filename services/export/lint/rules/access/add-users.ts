import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const addUsers: Rule = roleRule({
  id: 'add-users',
  title: 'Nobody adds others to a binding',
  fix: 'Remove the verb "patch".',
  tools: ['trivy/KSV-0055'],
  check: (grants) => mayDo(grants, ['get'], ['rolebindings']) && mayDo(grants, ['patch'], ['rolebindings']) && 'It lets others be added to a binding',
});
