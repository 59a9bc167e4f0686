import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const impersonateGroups: Rule = roleRule({
  id: 'impersonate-groups',
  title: 'Nobody takes the place of a group',
  fix: 'Remove the verb.',
  tools: ['trivy/KSV-0043'],
  check: (grants) => mayDo(grants, ['impersonate'], ['groups']) && 'It lets groups be impersonated',
});
