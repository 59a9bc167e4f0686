import { textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const serviceExposed: Rule = kindRule({
  id: 'service-exposed',
  title: 'Services are for the inside of the cluster',
  fix: 'Use ClusterIP behind a Gateway or an Ingress.',
  tools: ['kube-linter/exposed-services'],
  kinds: ['Service'],
  check: (object) => ['NodePort', 'LoadBalancer'].includes(textAt(object, 'spec.type') ?? '') && `It is of the type ${textAt(object, 'spec.type') ?? ''}`,
});
