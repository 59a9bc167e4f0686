import { numberAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const scalerReplicas: Rule = kindRule({
  id: 'scaler-replicas',
  title: 'Autoscalers keep two replicas or more',
  fix: 'Set spec.minReplicas to 2 or more.',
  tools: ['kube-score/horizontalpodautoscaler-replicas', 'polaris/hpaMinAvailability'],
  kinds: ['HorizontalPodAutoscaler'],
  check: (object) => (numberAt(object, 'spec.minReplicas') ?? 1) < 2 && `minReplicas is ${numberAt(object, 'spec.minReplicas') ?? '1, by default'}`,
});
