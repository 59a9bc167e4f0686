import { valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const budgetMaxUnavailable: Rule = kindRule({
  id: 'budget-max-unavailable',
  title: 'Budgets let a pod go',
  fix: 'Set spec.maxUnavailable to 1 or more: with none a node can never be drained.',
  tools: ['kube-linter/pdb-max-unavailable', 'polaris/pdbDisruptionsIsZero'],
  kinds: ['PodDisruptionBudget'],
  check: (object) => [0, '0', '0%'].includes(valueAt(object, 'spec.maxUnavailable') as number | string) && 'maxUnavailable is 0',
});
