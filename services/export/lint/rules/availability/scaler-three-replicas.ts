import { numberAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const scalerThreeReplicas: Rule = kindRule({
  id: 'scaler-three-replicas',
  title: 'Autoscalers keep three replicas or more',
  fix: 'Set spec.minReplicas to 3 or more.',
  tools: ['kube-linter/hpa-minimum-three-replicas'],
  off: 'two are enough to live through the loss of one',
  kinds: ['HorizontalPodAutoscaler'],
  check: (object) => (numberAt(object, 'spec.minReplicas') ?? 1) < 3 && `minReplicas is ${numberAt(object, 'spec.minReplicas') ?? 1}`,
});
