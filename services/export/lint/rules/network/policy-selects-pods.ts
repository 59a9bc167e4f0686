import { valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { selectorMatches } from '../../selector.ts';

export const policySelectsPods: Rule = kindRule({
  id: 'policy-selects-pods',
  title: 'Policies select pods that are there',
  fix: 'Correct spec.podSelector, or remove the policy.',
  tools: ['kube-score/networkpolicy-targets-pod', 'kube-linter/dangling-networkpolicy'],
  kinds: ['NetworkPolicy'],
  check: (object, all) => !all.podsBeside(object).some(({ labels }) => selectorMatches(valueAt(object, 'spec.podSelector'), labels)) && 'It selects no pod',
});
