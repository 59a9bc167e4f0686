import { valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const budgetPolicy: Rule = kindRule({
  id: 'budget-policy',
  title: 'Budgets say how many',
  fix: 'Set spec.maxUnavailable or spec.minAvailable.',
  tools: ['kube-score/poddisruptionbudget-has-policy'],
  kinds: ['PodDisruptionBudget'],
  check: (object) => valueAt(object, 'spec.minAvailable') === undefined && valueAt(object, 'spec.maxUnavailable') === undefined && 'It has neither maxUnavailable nor minAvailable',
});
