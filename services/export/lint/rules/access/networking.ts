import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const networking: Rule = roleRule({
  id: 'networking',
  title: 'Nobody changes the network who need not',
  fix: 'Remove the verbs that change.',
  tools: ['trivy/KSV-0056'],
  check: (grants) => mayDo(grants, changingVerbs, ['services', 'endpoints', 'endpointslices', 'networkpolicies', 'ingresses']) && 'It lets Services or policies be changed',
});
