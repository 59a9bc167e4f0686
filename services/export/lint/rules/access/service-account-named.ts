import { textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const serviceAccountNamed: Rule = podRule({
  id: 'service-account-named',
  title: 'Each workload has an identity of its own',
  fix: 'Add a ServiceAccount, and set serviceAccountName.',
  tools: ['kubesec/ServiceAccountName', 'kube-linter/default-service-account'],
  check: ({ spec }) => ['', 'default'].includes(textAt(spec, 'serviceAccountName') ?? '') && 'The pod uses the account "default"',
});
