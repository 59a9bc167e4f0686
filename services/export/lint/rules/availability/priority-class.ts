import { textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const priorityClass: Rule = podRule({
  id: 'priority-class',
  title: 'Pods have a priority',
  fix: 'Set priorityClassName.',
  tools: ['polaris/priorityClassNotSet', 'kube-linter/priority-class-name'],
  off: 'which classes there are is the choice of a cluster, and without one all pods are equal',
  check: ({ spec }) => (textAt(spec, 'priorityClassName') ?? '') === '' && 'The pod has no priorityClassName',
});
