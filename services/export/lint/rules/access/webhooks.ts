import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const webhooks: Rule = roleRule({
  id: 'webhooks',
  title: 'Nobody changes the webhooks of the API',
  fix: 'Remove the verbs that change.',
  tools: ['trivy/KSV-0114'],
  check: (grants) => mayDo(grants, changingVerbs, ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations']) && 'It lets webhooks be changed',
});
