import { numberAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { scalersOf } from '../../scalers.ts';

export const scalerOwnsReplicas: Rule = kindRule({
  id: 'scaler-owns-replicas',
  title: 'The replicas of what is scaled are left to the autoscaler',
  fix: 'Remove spec.replicas: each apply would undo what the autoscaler did.',
  tools: ['kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  kinds: ['Deployment'],
  check: (object, all) => scalersOf(object, all).length > 0 && numberAt(object, 'spec.replicas') !== undefined && `spec.replicas is ${numberAt(object, 'spec.replicas') ?? ''}, beside an autoscaler`,
});
