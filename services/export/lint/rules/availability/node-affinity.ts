import { valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const nodeAffinity: Rule = podRule({
  id: 'node-affinity',
  title: 'Pods choose their nodes',
  fix: 'Add a nodeAffinity.',
  tools: ['kube-linter/no-node-affinity'],
  off: 'most clusters have nodes of one kind',
  check: ({ spec }) => valueAt(spec, 'affinity.nodeAffinity') === undefined && 'The pod may run on any node',
});
