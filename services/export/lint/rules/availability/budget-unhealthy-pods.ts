import { textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const budgetUnhealthyPods: Rule = kindRule({
  id: 'budget-unhealthy-pods',
  title: 'Pods that are not ready never block the drain of a node',
  fix: 'Set spec.unhealthyPodEvictionPolicy: AlwaysAllow.',
  tools: ['kube-linter/pdb-unhealthy-pod-eviction-policy'],
  kinds: ['PodDisruptionBudget'],
  check: (object) => textAt(object, 'spec.unhealthyPodEvictionPolicy') !== 'AlwaysAllow' && 'Pods that never become ready block the drain of their node',
});
