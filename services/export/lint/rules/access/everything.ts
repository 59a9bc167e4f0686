import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const everything: Rule = roleRule({
  id: 'everything',
  title: 'Nobody may do everything to everything',
  fix: 'Name verbs and resources.',
  tools: ['trivy/KSV-0044', 'kube-linter/wildcard-in-rules'],
  check: (grants) => mayDo(grants, ['*'], ['*']) && 'It permits every verb on every resource',
});
