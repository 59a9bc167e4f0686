import { textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const serviceType: Rule = kindRule({
  id: 'service-type',
  title: 'No Service opens a port on all nodes',
  fix: 'Use ClusterIP behind a Gateway or an Ingress.',
  tools: ['kube-score/service-type'],
  kinds: ['Service'],
  check: (object) => textAt(object, 'spec.type') === 'NodePort' && 'It is of the type NodePort',
});
