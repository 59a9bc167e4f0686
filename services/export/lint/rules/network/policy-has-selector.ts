import { valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const policyHasSelector: Rule = kindRule({
  id: 'policy-has-selector',
  title: 'Policies say which pods they are about',
  fix: 'Set spec.podSelector.',
  tools: ['trivy/KSV-0038'],
  kinds: ['NetworkPolicy'],
  check: (object) => valueAt(object, 'spec.podSelector') === undefined && 'It has no podSelector',
});
