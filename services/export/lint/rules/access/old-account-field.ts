import { valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const oldAccountField: Rule = podRule({
  id: 'old-account-field',
  title: 'The account is named by the field that counts',
  fix: 'Use serviceAccountName.',
  tools: ['kube-linter/deprecated-service-account-field'],
  check: ({ spec }) => valueAt(spec, 'serviceAccount') !== undefined && 'The pod uses the old field serviceAccount',
});
