import { numberAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const scalerRange: Rule = kindRule({
  id: 'scaler-range',
  title: 'Autoscalers have room to scale',
  fix: 'Set spec.maxReplicas above spec.minReplicas.',
  tools: ['polaris/hpaMaxAvailability'],
  kinds: ['HorizontalPodAutoscaler'],
  check: (object) => (numberAt(object, 'spec.maxReplicas') ?? 0) <= (numberAt(object, 'spec.minReplicas') ?? 1) && `maxReplicas ${numberAt(object, 'spec.maxReplicas') ?? '(none)'} is not above minReplicas ${numberAt(object, 'spec.minReplicas') ?? 1}`,
});
