import { budgetsOf } from '../../budgets.ts';
import { numberAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const budgetExists: Rule = podRule({
  id: 'budget-exists',
  title: 'Each replicated workload has a PodDisruptionBudget',
  fix: 'Add one with maxUnavailable: 1 and the labels of the pods.',
  tools: ['kube-score/deployment-has-poddisruptionbudget', 'kube-score/statefulset-has-poddisruptionbudget', 'polaris/missingPodDisruptionBudget'],
  kinds: ['Deployment', 'StatefulSet'],
  check: (pod, all) => (numberAt(pod.object, 'spec.replicas') ?? 2) >= 2 && budgetsOf(pod, all).length === 0 && 'A node that is drained may end all replicas at once: no PodDisruptionBudget counts them',
});
